-- value/arms: who was contacted and who was held out by each campaign that can be looked at.
--   By intention, as in measure/arms: where a list of the campaign was exported, its members are the campaign's; else
--   all with a contact. Held out: controls, whatever happened to them. A campaign stands in the month of starts_on,
--   else of its first contact, else of its list. Cells are those of the list, else of the contacts, the first by name.
-- asks: month; first_month (campaigns from then on)
-- reads: store.campaigns, store.treatments, store.contacts, store.lists, store.list_members, store.list_treatments
-- writes: temp value_campaigns, one row per campaign with contacts or an exported list in those months;
--   temp value_arms, one row per such campaign and member, cell is a number within the campaign; temp value_cells, one
--   row per campaign and cell, for measure/weights
create or replace temp table value_campaigns as
with possible as (
    select campaign_key
    from store.campaigns
    where
        starts_on is null
        or date_trunc('month', starts_on) between getvariable('first_month')::date and getvariable('month')::date
),

by_treatment as (
    select k.treatment_key, min(k.contacted_at)::date as starts_on,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    semi join possible as p on t.campaign_key = p.campaign_key
    group by k.treatment_key
),

contacted as (
    select t.campaign_key, min(k.starts_on) as starts_on,
    from by_treatment as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    group by t.campaign_key
),

listed as (
    select c.campaign_key, min(coalesce(l.starts_on, l.as_of)) as starts_on,
    from store.lists as l
    inner join store.campaigns as c on l.campaign_id = c.campaign_id
    where l.status in ('exported', 'sent')
    group by c.campaign_key
)

select
    c.campaign_key,
    c.campaign_id,
    date_trunc('month', coalesce(c.starts_on, k.starts_on, l.starts_on))::date as month,
    l.campaign_key is not null as is_listed,
from store.campaigns as c
left join contacted as k on c.campaign_key = k.campaign_key
left join listed as l on c.campaign_key = l.campaign_key
where
    (k.campaign_key is not null or l.campaign_key is not null)
    and date_trunc('month', coalesce(c.starts_on, k.starts_on, l.starts_on))
    between getvariable('first_month')::date and getvariable('month')::date;

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

create or replace temp table value_cells as
select
    campaign_key as campaign,
    cell,
    count(*) filter (where not is_control) as treated,
    count(*) filter (where is_control) as control,
from value_arms
group by campaign_key, cell;
