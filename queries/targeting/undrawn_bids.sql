-- targeting/undrawn_bids: what the one plan's offers are worth to those for whom the choice decides: no offer is drawn
--   for them.
-- reads: open_options, offer_draws
-- writes: temp view undrawn_bids, one row per chooser and offer
create temp view undrawn_bids as
select o.member_key as chooser_key, o.offer, o.propensity, o.value, o.priority,
from open_options as o
anti join offer_draws as d on o.member_key = d.member_key and d.offer is not null
where o.is_final;
