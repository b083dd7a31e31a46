-- value/add_step: what each step of the staircase holds in a month.
-- asks: month; count_known (months in the window)
-- reads: standing
-- writes: step_sums, one row more per step with members
insert into step_sums
select
    getvariable('month')::date as month,
    getvariable('count_known')::integer as count_known,
    steps[-1] as step,
    sum(members)::bigint as members,
    sum(revenue * members) as revenue,
    min(revenue) as least_revenue,
    max(revenue) as most_revenue,
from standing
where steps[-1] is not null
group by steps[-1];
