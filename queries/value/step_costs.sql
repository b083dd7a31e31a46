-- value/step_costs: makes room for what contacts and gifts of those on each step cost, month by month; value/add_costs
--   fills it.
-- writes: temp step_costs, one row per month, step and channel: all of the month's window; unpriced counts the contacts
--   whose cost nothing tells, which is taken as 0
create or replace temp table step_costs (
    month date,
    step utinyint,
    channel varchar,
    contacts bigint,
    unpriced bigint,
    cost decimal(38, 6)
);
