-- check/time_zone: members whose time zone nobody knows, so that their send time cannot be told by another clock; a
--   missing one is fine.
-- reads: listed
-- gives: one row per such member
with known as (
    select distinct name
    from pg_timezone_names()
    where is_one_zone(name)
)

select l.member_key, l.member_id, l.timezone,
from listed as l
anti join known as z on l.timezone = z.name
where l.timezone is not null
order by l.rank;
