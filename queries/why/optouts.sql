-- why/optouts: the opt-outs that close channels to a member: their own, and those of others at the same phone or
--   e-mail address.
-- asks: member_key
-- reads: opted_out, store.members, store.persons, store.all_optouts
-- gives: one row per person and family of channels: member_id, shares (NULL: the member's own), family, opted_out_on
with sharer as (
    select o.member_key, case when m.phone = o.phone then 'phone' else 'e-mail address' end as shares,
    from store.members as m
    inner join store.members as o on m.phone = o.phone or email_key(m.email) = email_key(o.email)
    where m.member_key = getvariable('member_key') and o.member_key <> m.member_key
    union all
    select getvariable('member_key')::integer as member_key, null as shares
)

select p.member_id, s.shares, o.family, max(a.opted_out_on) filter (where a.action = 'out') as opted_out_on,
from sharer as s
inner join opted_out as o on s.member_key = o.member_key
inner join store.persons as p on s.member_key = p.member_key
left join store.all_optouts as a on o.member_key = a.member_key and o.family = channel_family(a.channel)
group by p.member_id, s.shares, o.family
order by s.shares nulls first, o.family, p.member_id;
