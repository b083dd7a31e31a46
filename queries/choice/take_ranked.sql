-- choice/take_ranked: those whom prices chose have their places.
-- reads: ranked
-- writes: places, stage 0
insert into places by name
select 0 as stage, *,
from ranked;
