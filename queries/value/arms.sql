-- value/arms: who was contacted and who was held out by each campaign that can be looked at.
--   By intention, as in measure/arms: where a list of the campaign was exported, its members are the campaign's; else
--   all with a contact. Held out: controls, whatever happened to them. A campaign stands in the month of starts_on,
--   else of its first contact, else of its list.
-- asks: month; first_month (campaigns from then on)
-- reads: store.campaigns, store.treatments, store.contacts, store.lists, store.list_members
-- writes: temp value_campaigns, one row per campaign with contacts or an exported list in those months;
--   temp value_arms, one row per such campaign and member
create or replace temp table value_campaigns as
with contacted as (
    select t.campaign_key, min(k.contacted_at)::date as starts_on,
    from store.contacts as k
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
with meant as (
    select v.campaign_key, k.member_key, k.is_control,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join value_campaigns as v on t.campaign_key = v.campaign_key
    where not v.is_listed or k.is_control
    union all
    select v.campaign_key, m.member_key, m.is_control,
    from store.list_members as m
    inner join store.lists as l on m.list_key = l.list_key
    inner join value_campaigns as v on l.campaign_id = v.campaign_id
    where l.status in ('exported', 'sent')
)

select campaign_key, member_key, bool_or(is_control) as is_control,
from meant
group by campaign_key, member_key;
