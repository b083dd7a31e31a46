-- check/opt_out: members of a list who have opted out since it was made, or whose phone or e-mail address has.
-- reads: listed, opted_out, store.members
-- gives: one row per such member
with used as (
    select distinct family, needs
    from listed
),

refused as (
    select distinct o.member_key, u.family, u.needs,
    from opted_out as o
    inner join used as u on list_contains(closed_by(u.family), o.family)
),

address as (
    select distinct r.family, case r.needs when 'phone' then m.phone else email_key(m.email) end as address,
    from refused as r
    inner join store.members as m on r.member_key = m.member_key
    where r.needs is not null
)

select l.member_key, l.member_id,
from listed as l
left join refused as r on l.member_key = r.member_key and l.family = r.family
left join address as a on l.address = a.address and l.family = a.family
where r.member_key is not null or a.address is not null
order by l.rank;
