-- targeting/hopes: the offers of all who may be drawn by what they may be worth: those for whom an offer was drawn on
--   the list, or who would have been on it, had their turn.
-- reads: open_options, tried
-- writes: temp view hopes, one row per chooser and offer
create temp view hopes as
select o.member_key as chooser_key, o.offer, o.propensity, o.value, o.priority,
from open_options as o
anti join tried as t on o.member_key = t.member_key
where o.is_final;
