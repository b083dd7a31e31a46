-- evaluate/campaigns: the campaigns of the lists that went out in a span of days: by the list's first day, else the day
--   of its scores; a series by its first wave's, whose draws decided who met what.
-- asks: since, until (NULL: to the latest)
-- reads: store.lists
-- gives: one row per campaign: campaign_id, by id
select distinct campaign_id,
from store.lists
where
    status in ('exported', 'sent')
    and coalesce(wave, 1) = 1
    and coalesce(starts_on, as_of) >= getvariable('since')::date
    and coalesce(coalesce(starts_on, as_of) <= getvariable('until')::date, true)
order by campaign_id;
