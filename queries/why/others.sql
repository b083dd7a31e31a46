-- why/others: who else on a list has the same phone, e-mail address or household.
-- asks: list_key, member_key
-- reads: store.members, store.list_members, store.persons
-- gives: one row per such member, best first: member_id, shares, rank, is_control
select
    p.member_id,
    case
        when m.phone = o.phone then 'phone'
        when email_key(m.email) = email_key(o.email) then 'e-mail address'
        else 'household'
    end as shares,
    l.rank, l.is_control,
from store.members as m
inner join store.members as o
    on m.phone = o.phone or email_key(m.email) = email_key(o.email) or m.household_id = o.household_id
inner join store.list_members as l on o.member_key = l.member_key and l.list_key = getvariable('list_key')
inner join store.persons as p on o.member_key = p.member_key
where m.member_key = getvariable('member_key') and o.member_key <> m.member_key
order by l.rank;
