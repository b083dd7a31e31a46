-- why/kin: a member and those of their household: whose contacts may count together.
-- asks: member_key
-- reads: store.members
-- gives: one row per such member: member_key
with kin as (
    select o.member_key
    from store.members as m
    inner join store.members as o on m.household_id = o.household_id
    where m.member_key = getvariable('member_key')
    union
    select getvariable('member_key')::integer as member_key
)

select member_key
from kin
order by member_key;
