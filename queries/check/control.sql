-- check/control: members whom a list contacts although they are controls: of the list itself or of an earlier wave of
--   its series, or with the phone or e-mail address of one; or of a universal control that holds on the day on which
--   the list begins.
-- asks: list_key
-- reads: listed, own_draw_ids, controls, store.list_members, store.lists, store.addresses, store.aliases
-- gives: one row per such member
with series as (
    select o.list_key,
    from store.lists as l
    inner join store.lists as o on l.campaign_id = o.campaign_id and coalesce(o.wave, 1) < l.wave
    where l.list_key = getvariable('list_key') and o.status = 'exported'
    union all
    select getvariable('list_key')::integer as list_key,
),

own_control as (
    select coalesce(a.same_as, x.member_key) as member_key, m.phone, m.email,
    from store.list_members as x
    left join store.addresses as m on x.member_key = m.member_key
    left join store.aliases as a on x.member_key = a.member_key
    where x.list_key in (select s.list_key from series as s) and x.is_control
)

select l.member_key, l.member_id,
from listed as l
left join own_draw_ids as d on l.member_key = d.member_key
where
    l.member_key in (select c.member_key from own_control as c)
    or l.phone in (select c.phone from own_control as c where c.phone is not null)
    or l.email in (select c.email from own_control as c where c.email is not null)
    or exists (
        select 1 from controls as u
        where is_universal_control(u.seed, u.period, coalesce(d.draw_id, l.member_id), u.share)
    )
order by l.rank;
