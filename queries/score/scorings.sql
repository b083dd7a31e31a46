-- score/scorings: notes which scoring the scores come from.
-- asks: as_of, response_days, constants (JSON); offer_weight, slope and intercept: how an offer's and a member's ratios
--   make the odds of an answer
-- reads: base
-- writes: store.scorings, one row
delete from store.scorings;

insert into store.scorings
select
    getvariable('as_of')::date as as_of,
    round(rate, 9) as base_rate,
    getvariable('offer_weight')::double as offer_weight,
    getvariable('slope')::double as slope,
    getvariable('intercept')::double as intercept,
    getvariable('response_days') as response_days,
    getvariable('constants') as constants,
from base;
