-- choice/improved: who is on the list, after the last few were chosen among anew.
-- reads: settled, swaps
-- writes: temp view improved, one row per chooser
create temp view improved as
select s.chooser_key, s.offer, s.is_holdout, s.is_explored,
from settled as s
anti join swaps as c on s.chooser_key = c.chooser_key
union all
select chooser_key, offer, false as is_holdout, false as is_explored,
from swaps
where offer is not null;
