-- evaluate/add_chosen_then: adds whom the plan would contact of one list.
-- asks: trial, that of the choice
-- reads: settled, options_then
-- writes: chosen_then
insert into chosen_then by name
select s.chooser_key as row_key, s.offer, o.propensity::double as propensity,
from settled as s
inner join options_then as o on s.chooser_key = o.chooser_key and s.offer = o.offer
where s.trial = getvariable('trial');
