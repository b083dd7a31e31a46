-- measure/series_spans: the campaigns that were a series of several waves: they are compared as one, by who was for the
--   first wave and whom it held out; so both arms are watched until the last wave's window is over.
-- reads: measured_lists
-- writes: temp series_spans, one row per such campaign: waves; more_days, from the first wave's day to the last one's
create or replace temp table series_spans as
select
    campaign_number,
    max(coalesce(wave, 1)) as waves,
    (max(coalesce(starts_on, as_of)) - min(coalesce(starts_on, as_of)))::integer as more_days,
from measured_lists
group by campaign_number
having waves > 1;
