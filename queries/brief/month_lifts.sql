-- brief/month_lifts: makes room for what each campaign of two months turns out to be; brief/keep fills it.
-- writes: temp month_lifts, one row per campaign measured; responses and rate are of all answers of those contacted,
--   compared_rate, control_rate and what rests on them of the outcome that both arms can show (see measure/goals);
--   widened: what members of several campaigns of the month make of the interval of its sum, one for all of them
create or replace temp table month_lifts (
    campaign_id varchar,
    month date,
    closes_on date,
    contacts bigint,
    delivered bigint,
    responses bigint,
    rate double,
    compared_rate double,
    control bigint,
    control_rate double,
    difference double,
    difference_low double,
    difference_high double,
    incremental_responses double,
    incremental_low double,
    incremental_high double,
    value double,
    incremental_value double,
    cost double,
    cost_per_response double,
    return double,
    widened double
);
