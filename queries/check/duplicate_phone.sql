-- check/duplicate_phone: members whom a list would reach at one phone twice; only of channels that use it.
-- reads: listed
-- gives: one row per member who shares it with another
with sharer as (
    select member_key, member_id, rank,
    from listed
    where needs = 'phone' and phone is not null
    qualify count(*) over (partition by phone) > 1
)

select member_key, member_id,
from sharer
order by rank;
