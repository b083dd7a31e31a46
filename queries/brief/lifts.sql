-- brief/lifts: makes room for what each campaign of a month turns out to be.
-- writes: temp brief_lifts, one row per campaign; temp brief_offers, one per campaign, channel and product; temp
--   brief_answers, one per campaign, days since the contact and hour of the answer; brief/keep fills them
create or replace temp table brief_lifts (
    campaign_id varchar,
    month date,
    closes_on date,
    contacts bigint,
    delivered bigint,
    responses bigint,
    rate double,
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
    return double
);

create or replace temp table brief_offers (
    campaign_id varchar,
    month date,
    channel varchar,
    product varchar,
    contacts bigint,
    responses bigint,
    value decimal(38, 6),
    cost decimal(38, 6)
);

create or replace temp table brief_answers (
    campaign_id varchar,
    month date,
    days integer,
    hour integer,
    responses bigint
);
