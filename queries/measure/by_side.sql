-- measure/by_side: the arms of two campaigns, cut alike, each member in the slice of their campaign: its number and the
--   name of the slice; the number alone is all of the campaign.
-- reads: cut_alike (slices, score_bands, propensity_bands or segments of both campaigns together)
-- writes: temp view by_side, two rows per campaign and member, one without a slice
create or replace temp view by_side as
select * exclude (slice), campaign_number::varchar as slice,
from cut_alike
union all
select * exclude (slice), campaign_number::varchar || slice as slice,
from cut_alike
where slice <> '';
