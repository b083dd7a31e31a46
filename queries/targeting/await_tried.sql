-- targeting/await_tried: the offers drawn are given in the order in which the choice would have taken their members.
-- reads: tried
-- writes: awaited, those of the pass 'offers'
insert into awaited by name
select 'offers' as pass, 1 as band, member_key as chooser_key, offer, priority, propensity,
from tried;
