-- check/duplicate_email: members whom a list would reach at one e-mail address twice; only of channels that use it.
-- reads: listed
-- gives: one row per member who shares it with another
with sharer as (
    select member_key, member_id, rank,
    from listed
    where needs = 'email' and email is not null
    qualify count(*) over (partition by email) > 1
)

select member_key, member_id,
from sharer
order by rank;
