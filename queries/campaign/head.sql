-- campaign/head: what a campaign is, and whom it reached: as files describe it, else as its list planned it.
-- asks: campaign (its id)
-- reads: store.campaigns, store.treatments, store.contacts, store.members, standing_lists
-- gives: one row; first_on and last_on are days of contacts; members and controls count each person once; base:
--   members now
with planned as (
    select starts_on, ends_on, plan -> '$.campaign' as plan,
    from standing_lists
    where wave = 1
),

contacted as (
    select
        min(k.contacted_at) filter (where not k.is_control)::date as first_on,
        max(k.contacted_at) filter (where not k.is_control)::date as last_on,
        count(distinct k.member_key) filter (where not k.is_control) as members,
        count(*) filter (where not k.is_control) as contacts,
        count(distinct k.member_key) filter (where k.is_control) as controls,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where c.campaign_id = getvariable('campaign')
)

select
    getvariable('campaign')::varchar as campaign_id,
    coalesce(c.name, p.plan ->> '$.name') as name,
    coalesce(c.product, p.plan ->> '$.product') as product,
    coalesce(c.timing, p.plan ->> '$.timing') as timing,
    c.gift, c.channel, c.own_elements,
    coalesce(c.starts_on, p.starts_on) as starts_on,
    coalesce(c.ends_on, p.ends_on) as ends_on,
    c.response_days,
    c.unit_cost::double as unit_cost,
    c.notes,
    k.*,
    (select count(*) from store.members) as base,
from contacted as k
left join store.campaigns as c on c.campaign_id = getvariable('campaign')
left join planned as p on true;
