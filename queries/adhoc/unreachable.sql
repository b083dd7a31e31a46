-- adhoc/unreachable: members with no channel left on which they can be reached
-- gives: one row per member whom every channel ever used is closed to: opted out, or no address for it
-- asks: rows (integer, 100): at most so many members
-- reads: responsiveness, members, optouts
with latest as (
    select member_id, channel, arg_max(action, (coalesce(opted_out_on, date '1700-01-01'), action)) as action,
    from optouts
    group by member_id, channel
),

closed as (
    select member_id, string_agg(channel, ', ' order by channel) as opted_out_of,
    from latest
    where action = 'out'
    group by member_id
)

select
    m.member_id,
    m.phone is not null as has_phone,
    m.email is not null as has_email,
    c.opted_out_of,
    r.score,
from responsiveness as r
inner join members as m on r.member_id = m.member_id
left join closed as c on r.member_id = c.member_id
where r.best_channel is null
order by r.score desc, m.member_id
limit coalesce(getvariable('rows'), 100);
