-- target/list_places: who is on the list of the one plan.
-- reads: settled
-- writes: temp view list_places, one row per member
create temp view list_places as
select rank, chooser_key as member_key, offer, propensity, is_holdout, priority, is_explored,
from settled;
