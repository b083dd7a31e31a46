-- choice/settle: those whose turn comes before the obstacle are on the list.
-- asks: before (a turn; NULL: all of them); is_explored, whether they were drawn
-- reads: walked, settled
-- writes: settled, one row per member, in order
insert into settled
select
    (select count(*) from settled) + turn as rank,
    member_key, offer, propensity, is_holdout, priority,
    getvariable('is_explored')::boolean as is_explored,
from walked
where getvariable('before') is null or turn < getvariable('before');
