-- adhoc/codes_back: treatment codes of lists that came back with answers
-- gives: one row per list and code, the highest rate first; answers without a code are not counted
-- asks: campaign (text, none): lists of this campaign alone; left out: all
-- reads: list_treatments, lists, list_members, direct_answers
with asked as (
    select getvariable('campaign')::varchar as campaign,
),

answers as (
    select m.list_id, m.treatment_code, count(distinct m.member_id) as members, sum(r.value::decimal(18, 6)) as value,
    from list_members as m
    inner join direct_answers as r on m.member_id = r.member_id and m.treatment_code = r.treatment_code
    where not m.is_control and r.told_by = 'response'
    group by m.list_id, m.treatment_code
)

select
    l.campaign_id, t.list_id, t.treatment_code, t.cell, t.channel, t.gift,
    t.contacts,
    coalesce(b.members, 0) as members_back,
    coalesce(b.members, 0) / nullif(t.contacts, 0) as rate,
    b.value::double as value,
from list_treatments as t
inner join lists as l on t.list_id = l.list_id
cross join asked as a
left join answers as b on t.list_id = b.list_id and t.treatment_code = b.treatment_code
where coalesce(l.campaign_id = a.campaign, a.campaign is null)
order by rate desc nulls last, t.list_id, t.treatment_code;
