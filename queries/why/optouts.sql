-- why/optouts: the opt-outs that close channels to a member: their own, and those of others at the same phone or
--   e-mail address.
-- asks: member_key
-- reads: opted_out, store.members, store.persons, store.all_optouts, store.named_channels
-- gives: one row per person and family of channels: member_id, shares (NULL: the member's own), family, opted_out_on
with sharer as (
    select o.member_key, case when m.phone = o.phone then 'phone' else 'e-mail address' end as shares,
    from store.members as m
    inner join store.members as o on m.phone = o.phone or email_key(m.email) = email_key(o.email)
    where m.member_key = getvariable('member_key') and o.member_key <> m.member_key
    union all
    select getvariable('member_key')::integer as member_key, null as shares
),

known as (
    select distinct a.channel
    from store.all_optouts as a
    semi join sharer as s on a.member_key = s.member_key
    where known_family(a.channel) is not null
),

told as (
    select
        a.member_key, coalesce(channel_family(k.channel), 'all') as family,
        case when a.action = 'out' then a.opted_out_on end as opted_out_on,
    from store.all_optouts as a
    semi join sharer as s on a.member_key = s.member_key
    left join known as k on a.channel = k.channel
)

select p.member_id, s.shares, o.family, max(t.opted_out_on) as opted_out_on,
from sharer as s
inner join opted_out as o on s.member_key = o.member_key
inner join store.persons as p on s.member_key = p.member_key
left join told as t on o.member_key = t.member_key and o.family = t.family
group by p.member_id, s.shares, o.family
order by s.shares nulls first, o.family, p.member_id;
