-- value/series_runs: the series that ran: campaigns of which a list of a later wave was handed over. They are looked at
--   from the end of the month before the first wave to so many months after the month of the last one.
-- asks: after_months
-- reads: store.lists, store.value_months
-- writes: temp series_runs, one row per series: campaign_id, waves, month_before, month_after; place_before and
--   place_after, the places of these in the months that are kept (NULL: not among them)
create temp table series_runs as
with run as (
    select
        campaign_id,
        max(wave) as waves,
        date_trunc('month', min(coalesce(starts_on, as_of)))::date as first_month,
        date_trunc('month', max(coalesce(starts_on, as_of)))::date as last_month,
    from store.lists
    where status in ('exported', 'sent')
    group by campaign_id
    having max(wave) > 1
)

select
    r.campaign_id, r.waves,
    (r.first_month - interval 1 month)::date as month_before,
    (r.last_month + to_months(getvariable('after_months')::integer))::date as month_after,
    list_position(k.states, month_before) as place_before,
    list_position(k.states, month_after) as place_after,
from run as r
left join store.value_months as k on true;
