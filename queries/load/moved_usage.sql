-- load/moved_usage: what was used under an address, as by the members who have it now.
-- reads: arrivals, store.usage
-- writes: temp moved_usage, one row per row of usage and member
create or replace temp table moved_usage as
select
    u.* replace (
        a.member_key as member_key,
        case when a.is_first then u.revenue end as revenue,
        case when a.is_first then u.volume end as volume
    ),
from store.usage as u
inner join arrivals as a on u.member_key = a.from_key;
