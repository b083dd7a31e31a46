-- choice/settled: who is on the list of each trial so far. Held-out choosers behind the last one contacted of a stage
--   that had to end would not have been on it.
-- reads: places, endings
-- writes: temp view settled, one row per trial and chooser on its list
create temp view settled as
select p.* exclude (stage, round, met),
from places as p
left join endings as e on p.trial = e.trial and p.stage = e.stage
where p.met is null and (not p.is_holdout or p.rank <= coalesce(e.last_rank, 2000000000));
