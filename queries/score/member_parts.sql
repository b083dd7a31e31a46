-- score/member_parts: members in parts of about as many contacts as asked, by key: the sums of a part are small enough
--   to stay close to the processor, and take as little memory however many members there are.
-- asks: part_contacts: how many contacts a part is to have
-- reads: touched_trials
-- gives: one row per part: first_member, last_member (keys), in their order
with span as (
    select
        min(member_key)::bigint as first_member,
        max(member_key)::bigint as last_member,
        greatest(ceil(count(*) / getvariable('part_contacts')), 1)::bigint as parts,
    from touched_trials
    having count(*) > 0
),

sized as (
    select *, (last_member - first_member) // parts + 1 as width,
    from span
),

part as (
    select s.*, unnest(range(s.parts)) as number,
    from sized as s
)

select
    first_member + number * width as first_member,
    first_member + (number + 1) * width - 1 as last_member,
from part
where first_member + number * width <= last_member
order by first_member;
