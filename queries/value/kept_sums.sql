-- value/kept_sums: takes in what the steps of the staircase held in the months before, as it was kept.
-- asks: states (months)
-- reads: store.value_step_sums
-- writes: step_sums, one row more per month and step with members
insert into step_sums
select month, count_known, step, members, revenue, least_revenue, most_revenue,
from store.value_step_sums
where month in (select unnest(getvariable('states')::date[]));
