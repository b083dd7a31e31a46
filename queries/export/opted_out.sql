-- export/opted_out: members of a list who have opted out since it was made, or whose phone or e-mail address has.
-- asks: list_id
-- reads: store.list_members, store.list_treatments, store.lists, store.members, opted_out
-- gives: one row per such member
with listed as (
    select
        m.member_key, channel_family(t.channel) as family,
        case channel_needs(t.channel) when 'phone' then a.phone when 'email' then lower(a.email) end as address,
    from store.list_members as m
    inner join store.lists as l on m.list_key = l.list_key
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    left join store.members as a on m.member_key = a.member_key
    where l.list_id = getvariable('list_id') and not m.is_control
),

refused as (
    select o.member_key, o.family, a.phone, lower(a.email) as email,
    from opted_out as o
    left join store.members as a on o.member_key = a.member_key
)

select distinct p.member_id,
from listed as l
inner join store.persons as p on l.member_key = p.member_key
where
    exists (
        select 1
        from refused as r
        where r.member_key = l.member_key and (r.family = l.family or r.family = 'all')
    )
    or exists (
        select 1
        from refused as r
        where r.phone = l.address and (r.family = l.family or r.family = 'all')
    )
    or exists (
        select 1
        from refused as r
        where r.email = l.address and (r.family = l.family or r.family = 'all')
    )
order by p.member_id;
