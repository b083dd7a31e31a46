-- campaign/said: which offers a campaign made, by contacts that are loaded, else by its lists as they stand.
-- asks: campaign (its id)
-- reads: store.full_treatments, store.contacts, store.list_treatments, store.list_members, standing_lists
-- gives: one row per offer and cell, most contacts first; source: contacts, or list where none is loaded
with loaded as (
    select
        t.cell, t.channel, t.product, t.timing, t.gift, t.own_elements,
        count(*) filter (where not k.is_control) as contacts,
        count(*) filter (where k.is_control) as controls,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    where t.campaign_id = getvariable('campaign')
    group by all
),

listed as (
    select
        t.cell, t.channel, t.product, t.timing, t.gift, t.own_elements,
        count(*) filter (where not m.is_control) as contacts,
        count(*) filter (where m.is_control) as controls,
    from standing_lists as l
    inner join store.list_members as m on l.list_key = m.list_key
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    group by all
)

select *, 'contacts' as source,
from loaded
union all
select *, 'list' as source,
from listed
where not exists (select 1 from loaded)
order by contacts desc, channel, gift, product, timing, own_elements, cell;
