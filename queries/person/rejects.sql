-- person/rejects: refused rows in which a person's id or an address of theirs stands.
-- asks: member_key
-- reads: store.persons, store.members, store.given_up_addresses, rejects, loads
-- gives: one row per refused row and fault
with name as (
    select member_id as name
    from store.persons
    where member_key = getvariable('member_key')
    union
    select unnest([phone, email]) as name
    from store.members
    where member_key = getvariable('member_key')
    union
    select address as name
    from store.given_up_addresses
    where member_key = getvariable('member_key')
)

select distinct l.file, r.line, r."column", r.value, r.reason,
from rejects as r
inner join loads as l on r.load_id = l.load_id
inner join name as n on r.value = n.name or (length(n.name) >= 5 and contains(r.value, n.name))
order by all;
