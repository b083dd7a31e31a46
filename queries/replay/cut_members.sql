-- replay/cut_members: how many members would have been spared how many contacts.
-- reads: gone_through
-- gives: one row per number of contacts left out, the most first, of those contacted in the span: members; contacts
--   that they had, left_out of them
with member as (
    select member_key, count(*) as contacts, count(*) filter (where is_left_out) as left_out,
    from gone_through
    where not is_held
    group by member_key
)

select
    left_out as spared,
    count(*) as members,
    sum(contacts)::bigint as contacts,
    sum(left_out)::bigint as left_out,
from member
group by spared
order by spared desc;
