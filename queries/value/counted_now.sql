-- value/counted_now: everybody counted by all that their step is made of and that is asked of it, which is many times
--   fewer than they are; for a month that no other is looked at beside.
-- reads: placed_now
-- writes: temp counted_now, one row per revenue, kind, band, place and what else is asked: members; member_key and
--   joined_on are those of one of them
create or replace temp table counted_now as
select
    revenue, kind, band, place, is_loaded, is_unscored,
    min(joined_on) as joined_on,
    min(member_key) as member_key,
    null::utinyint[] as steps,
    count(*) as members,
from placed_now
group by revenue, kind, band, place, is_loaded, is_unscored, joined_on is null;
