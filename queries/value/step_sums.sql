-- value/step_sums: makes room for what each step of the staircase holds, month by month; value/add_step fills it.
-- writes: temp step_sums, one row per month and step
create or replace temp table step_sums (
    month date,
    count_known integer,
    step utinyint,
    members bigint,
    revenue decimal(38, 6),
    least_revenue decimal(38, 6),
    most_revenue decimal(38, 6)
);
