-- export/rows: what is handed over: the contacted members of a list, best first; controls never.
-- asks: list_id
-- gives: one row per contacted member
select
    p.member_id,
    m.phone,
    m.email,
    l.campaign_id,
    t.channel,
    t.product,
    t.timing,
    t.gift,
    t.cell,
    t.treatment_code,
    x.send_at,
    x.rank,
    x.propensity,
    x.expected_value,
from store.list_members as x
inner join store.lists as l on x.list_key = l.list_key
inner join store.list_treatments as t on x.list_key = t.list_key and x.treatment = t.treatment
inner join store.persons as p on x.member_key = p.member_key
inner join store.members as m on x.member_key = m.member_key
where l.list_id = getvariable('list_id') and not x.is_control
order by x.rank;
