-- value/keep_sums: keeps what the staircase held in each month, and of which months, with what, value is kept.
-- asks: month, states (months), settings, usage_mark
-- reads: step_sums
-- writes: store.value_step_sums, one row per month and step with members; store.value_months, one row
delete from store.value_step_sums;

insert into store.value_step_sums
select month, count_known, step, members, revenue, least_revenue, most_revenue,
from step_sums;

delete from store.value_months;

insert into store.value_months
select
    getvariable('month')::date as month,
    getvariable('states')::date[] as states,
    getvariable('settings') as settings,
    getvariable('usage_mark') as usage_mark;
