-- choice/take_ranked: those whom prices chose have their places on the list, in the order of what they are worth,
--   whatever the order in which they were chosen.
-- asks: trial, that of the list; chosen_in, the trial that chose them
-- reads: settled, bids, choosers
-- writes: places, stage 0
insert into places by name
select
    getvariable('trial')::integer as trial, 0 as stage,
    row_number() over (order by o.priority desc nulls last, o.propensity desc, c.tie, s.chooser_key)::integer as rank,
    s.chooser_key, s.offer, o.propensity, s.is_holdout, o.priority, s.is_explored,
from settled as s
inner join bids as o on s.chooser_key = o.chooser_key and s.offer = o.offer
inner join choosers as c on s.chooser_key = c.chooser_key
where s.trial = getvariable('chosen_in');
