-- measure/series_listed: who is on which wave of the campaigns that were a series.
-- reads: measured_lists, series_spans, store.list_members, store.list_treatments
-- writes: temp series_listed, one row per list and member: wave, starts_on (of the wave), send_on, treatment_code,
--   unit_cost
create or replace temp table series_listed as
select
    l.campaign_number, l.list_key,
    coalesce(l.wave, 1) as wave,
    coalesce(l.starts_on, l.as_of) as starts_on,
    m.member_key, m.is_control, t.treatment_code, t.unit_cost,
    coalesce(m.send_at::date, l.starts_on, l.as_of) as send_on,
from measured_lists as l
semi join series_spans as s on l.campaign_number = s.campaign_number
inner join store.list_members as m on l.list_key = m.list_key
inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment;
