-- value/value_arms: who was contacted and who was held out by each campaign that can be looked at. By intention, as in
--   measure/arms: where a list of the campaign was exported, its members are the campaign's; else all with a contact.
--   Held out: controls, whatever happened to them. Cells are those of the list, else of the contacts, the first by
--   name.
-- reads: store.treatments, value_campaigns, store.list_treatments, store.lists, store.contacts, store.list_members
-- writes: temp value_arms, one row per campaign and member; cell is a number within the campaign
create or replace temp table value_arms as
with sent as (
    select v.campaign_key, v.is_listed, t.treatment_key, coalesce(t.cell, '') as cell,
    from store.treatments as t
    inner join value_campaigns as v on t.campaign_key = v.campaign_key
),

listed as (
    select v.campaign_key, l.list_key, t.treatment, coalesce(t.cell, '') as cell,
    from store.list_treatments as t
    inner join store.lists as l on t.list_key = l.list_key
    inner join value_campaigns as v on l.campaign_id = v.campaign_id
    where l.status in ('exported', 'sent')
),

named as (
    select campaign_key, cell from sent
    union
    select campaign_key, cell from listed
),

numbered as (
    select campaign_key, cell, row_number() over (partition by campaign_key order by cell)::smallint as place,
    from named
),

-- small numbers, those of lists below zero: the least of a member's is that of the list, if there is one
sent_in as (
    select s.campaign_key, s.is_listed, s.treatment_key, n.place,
    from sent as s
    inner join numbered as n on s.campaign_key = n.campaign_key and s.cell = n.cell
),

listed_in as (
    select l.campaign_key, l.list_key, l.treatment, (n.place - 32000)::smallint as place,
    from listed as l
    inner join numbered as n on l.campaign_key = n.campaign_key and l.cell = n.cell
),

meant as (
    select s.campaign_key, k.member_key, k.is_control, s.place,
    from store.contacts as k
    inner join sent_in as s on k.treatment_key = s.treatment_key
    where not s.is_listed or k.is_control
    union all
    select l.campaign_key, m.member_key, m.is_control, l.place,
    from store.list_members as m
    inner join listed_in as l on m.list_key = l.list_key and m.treatment = l.treatment
)

select
    campaign_key, member_key,
    bool_or(is_control) as is_control,
    (min(place) + case when min(place) < 0 then 32000 else 0 end)::smallint as cell,
from meant
group by campaign_key, member_key;
