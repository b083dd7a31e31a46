-- choice/settle: those whose turn comes before the obstacle are on the list.
-- asks: before (a turn; NULL: all of them); standing, how many are on it already; stage; is_explored, whether they were
--   drawn
-- reads: walked
-- writes: places, one row per chooser, in order
insert into places
select
    getvariable('stage')::integer as stage, getvariable('standing')::integer + turn as rank,
    chooser_key, offer, propensity, is_holdout, priority,
    getvariable('is_explored')::boolean as is_explored,
from walked
where getvariable('before') is null or turn < getvariable('before');
