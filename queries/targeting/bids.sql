-- targeting/bids: what the one plan's offers are worth to those who choose.
-- reads: open_options
-- writes: temp view bids, one row per chooser and offer
create temp view bids as
select member_key as chooser_key, offer, propensity, value, priority,
from open_options
where is_final;
