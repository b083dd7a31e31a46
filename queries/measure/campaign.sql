-- measure/campaign: what is measured: the campaign with its window and first day, its treatments, and the lists of it
--   that count. A list counts once it was exported; before that nobody knows whether it will be.
-- asks: campaign; response_days (window of campaigns that have none)
-- reads: store.campaigns, store.treatments, store.lists
-- writes: temp measured, one row; temp measured_treatments, one row per treatment of the campaign's contacts, place
--   counts by cell and offer; temp measured_lists, one row per list
create or replace temp table measured_lists as
select list_key, starts_on, as_of, holdout_share,
from store.lists
where campaign_id = getvariable('campaign') and status in ('exported', 'sent');

create or replace temp table measured as
with described as (
    select *
    from store.campaigns
    where campaign_id = getvariable('campaign')
),

planned as (
    select min(coalesce(starts_on, as_of)) as starts_on, count(*) as lists,
    from measured_lists
)

select
    getvariable('campaign') as campaign_id,
    d.campaign_key,
    coalesce(d.response_days, getvariable('response_days'))::integer as response_days,
    coalesce(d.starts_on, p.starts_on)::timestamp as starts_at,
    d.unit_cost, d.channel, d.product, d.timing, d.gift, p.lists,
from planned as p
left join described as d on true;

create or replace temp table measured_treatments as
select
    t.treatment_key, t.cell,
    coalesce(t.channel, m.channel) as channel,
    coalesce(t.product, m.product) as product,
    coalesce(t.timing, m.timing) as timing,
    coalesce(t.gift, m.gift) as gift,
    row_number() over (
        order by
            t.cell, coalesce(t.channel, m.channel), coalesce(t.product, m.product), coalesce(t.timing, m.timing),
            coalesce(t.gift, m.gift), t.treatment_key
    )::integer as place,
from store.treatments as t
inner join measured as m on t.campaign_key = m.campaign_key;
