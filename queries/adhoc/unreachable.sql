-- adhoc/unreachable: members with no channel left on which they can be reached
-- gives: one row per member whom every channel ever used is closed to: opted out, or no address for it
-- asks: rows (integer, 100): at most so many members
-- reads: store.responsiveness, store.reachable, store.members, store.persons, store.all_optouts
with unreached as (
    select p.member_id, r.member_key, m.phone is not null as has_phone, m.email is not null as has_email, r.shown_ratio,
    from store.responsiveness as r
    anti join store.reachable as x on r.member_key = x.member_key
    inner join store.members as m on r.member_key = m.member_key
    inner join store.persons as p on r.member_key = p.member_key
    order by score_of(r.shown_ratio) desc, p.member_id
    limit coalesce(getvariable('rows'), 100)
),

latest as (
    select
        o.member_key, o.channel,
        arg_max(o.action, (coalesce(o.opted_out_on, date '1700-01-01'), o.action)) as action,
    from store.all_optouts as o
    semi join unreached as u on o.member_key = u.member_key
    group by o.member_key, o.channel
),

closed as (
    select member_key, string_agg(channel, ', ' order by channel) as opted_out_of,
    from latest
    where action = 'out'
    group by member_key
)

select u.member_id, u.has_phone, u.has_email, c.opted_out_of, score_of(u.shown_ratio) as score,
from unreached as u
left join closed as c on u.member_key = c.member_key
order by score desc, u.member_id;
