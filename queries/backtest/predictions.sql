-- backtest/predictions: makes room for what is foreseen of each contact; backtest/predict fills it.
-- writes: temp predictions, one row per contact of a campaign that is replayed
create or replace temp table predictions (
    campaign_key integer, member_key integer, is_answered boolean, propensity double,
    random double, responses double, rate double, recency double, rfm double
);
