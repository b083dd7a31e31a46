-- export/rows: what is handed over: the contacted members of a list, best first; controls never.
-- asks: list_id
-- gives: one row per contacted member
select
    p.member_id,
    m.phone,
    m.email,
    l.campaign_id,
    l.channel,
    l.product,
    l.timing,
    l.gift,
    l.treatment_code,
    l.starts_on as send_on,
    x.rank,
    x.propensity,
    x.expected_value,
from store.list_members as x
inner join store.lists as l using (list_key)
inner join store.persons as p using (member_key)
inner join store.members as m using (member_key)
where l.list_id = getvariable('list_id') and not x.is_control
order by x.rank;
