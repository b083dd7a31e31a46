-- targeting/redrawn: what offers were worth when the last places were drawn for.
-- reads: awaited
-- writes: temp view redrawn, one row per chooser and offer
create temp view redrawn as
select chooser_key, offer, propensity, priority,
from awaited
where pass = 'explore';
