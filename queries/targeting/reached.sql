-- targeting/reached: whom a wave of a series reached: of whom a contact is loaded that was not reported undelivered, by
--   its own file or by what came back later; where no contact of it is loaded, whom its list handed over. Whom it held
--   out goes along, and stays held out.
-- asks: before (the id of its list); campaign_keys, of its campaign: of what reports are looked at
-- reads: store.lists, store.list_members, store.list_treatments, store.left_out, store.treatments, store.campaigns,
--   store.contacts, store.deliveries
-- writes: temp reached, one row per member
create temp table reached as
with wave as (
    select list_key, campaign_id, starts_on, coalesce(wave, 1) as wave,
    from store.lists
    where list_id = getvariable('before')
),

listed as (
    select m.member_key, m.is_control, t.treatment_code, w.campaign_id, w.starts_on, w.wave,
    from store.list_members as m
    inner join wave as w on m.list_key = w.list_key
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    where
        is_asked(m.member_key)
        and not exists (
            select 1
            from store.left_out as o
            where o.list_key = m.list_key and o.member_key = m.member_key
        )
),

-- of everyone, also where one member is asked about: whether any are loaded
contact as (
    select
        k.member_key, k.treatment_code, k.contacted_at, k.delivered, c.campaign_key,
        coalesce(k.contacted_at, c.starts_on::timestamp) as told_at,
    from store.contacts as k
    inner join store.treatments as x on k.treatment_key = x.treatment_key
    inner join store.campaigns as c on x.campaign_key = c.campaign_key
    semi join wave as w on c.campaign_id = w.campaign_id
    where not k.is_control
),

loaded as (
    select count(*) > 0 as is_loaded,
    from contact as k
    cross join wave as w
    left join store.list_treatments as t on w.list_key = t.list_key and k.treatment_code = t.treatment_code
    where is_of_wave(w.wave, w.starts_on, t.treatment_code, k.treatment_code, k.contacted_at)
),

met as (
    select distinct l.member_key,
    from listed as l
    inner join contact as k on l.member_key = k.member_key
    left join store.deliveries as b
        on
            k.member_key = b.member_key
            and k.campaign_key = b.campaign_key
            and is_by_code(b.treatment_code, b.contacted_at, k.treatment_code, k.told_at)
    left join store.deliveries as d
        on
            k.member_key = d.member_key
            and k.campaign_key = d.campaign_key
            and is_by_campaign(d.treatment_code, d.contacted_at, k.told_at)
    where
        coalesce(arrived(b.delivered, b.reported_at, d.delivered, d.reported_at, d.is_only, k.delivered), true)
        and is_of_wave(l.wave, l.starts_on, l.treatment_code, k.treatment_code, k.contacted_at)
)

select l.member_key,
from listed as l
cross join loaded as d
left join met as m on l.member_key = m.member_key
where l.is_control or m.member_key is not null or not d.is_loaded;
