-- member/contacts: what a person was sent and what came back, and what each campaign did to the person's scores.
-- asks: member_key
-- reads: store.deliveries, store.trials, store.cells, store.history, store.contacts,
--   store.full_treatments
-- gives: one row per contact, latest first; score_before and score are of its channel, moved tells of all elements
with delivery as (
    select *
    from store.deliveries
    where member_key = getvariable('member_key')
),

answer as (
    select e.treatment_key, e.contacted_on, max(r.responded_at) as responded_at,
    from store.trials as r
    inner join store.cells as e on r.cell_key = e.cell_key
    where r.member_key = getvariable('member_key')
    group by all
),

moved as (
    select
        campaign_key, element_key, score,
        lag(score) over (partition by element_key order by known_on, campaign_key) as score_before,
        dimension, element,
    from store.history
    where member_key = getvariable('member_key')
),

moves as (
    select
        campaign_key,
        string_agg(
            element || ' ' || coalesce(round(score_before)::integer::varchar || ' → ', '') || round(score)::integer,
            ', '
            order by dimension
        ) as moved,
    from moved
    group by campaign_key
)

select
    coalesce(k.contacted_at, t.starts_on::timestamp) as contacted_at,
    t.campaign_id,
    t.channel,
    t.product,
    t.timing,
    t.gift,
    case
        when k.is_control then 'held out'
        when
            arrived(
                d.delivered, d.reported_at, e.delivered, e.reported_at, e.is_only, k.delivered
            ) is false
            then 'not delivered'
        when k.responded or x.responded_at is not null then 'answered'
        else ''
    end as outcome,
    coalesce(x.responded_at, k.responded_at) as responded_at,
    s.score_before,
    s.score,
    m.moved,
from store.contacts as k
inner join store.full_treatments as t on k.treatment_key = t.treatment_key
left join answer as x
    on k.treatment_key = x.treatment_key and coalesce(k.contacted_at::date, t.starts_on) = x.contacted_on
left join delivery as d
    on
        t.campaign_key = d.campaign_key
        and is_by_code(
            d.treatment_code, d.contacted_at, k.treatment_code, coalesce(k.contacted_at, t.starts_on::timestamp)
        )
left join delivery as e
    on
        t.campaign_key = e.campaign_key
        and is_by_campaign(e.treatment_code, e.contacted_at, coalesce(k.contacted_at, t.starts_on::timestamp))
left join moves as m on t.campaign_key = m.campaign_key
left join moved as s
    on
        t.campaign_key = s.campaign_key
        and s.dimension = 'channel'
        and s.element = t.channel
where k.member_key = getvariable('member_key')
order by coalesce(k.contacted_at, t.starts_on::timestamp) desc nulls last, t.campaign_id, channel, product, gift;
