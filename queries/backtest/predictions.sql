-- backtest/predictions: makes room for what is foreseen of each contact; backtest/predict fills it.
-- writes: temp predictions, one row per contact of a campaign that is replayed; spread is
--   that of the campaign, as learned the day before (see attitude.forecasts)
create or replace temp table predictions (
    campaign_key integer, member_key integer, is_answered boolean, propensity double,
    random double, responses double, rate double, recency double, rfm double,
    spread double
);
