-- score/scorings: notes what the scores are made with; from here on every view shows the new scores.
-- asks: every column of store.scorings by its name, but for base_rate
-- reads: base, store.persons
-- writes: store.scorings, one row
delete from store.scorings;

insert into store.scorings
select
    getvariable('as_of')::date as as_of,
    getvariable('reference_day')::date as reference_day,
    getvariable('half_life_days') as half_life_days,
    getvariable('fade') as fade,
    getvariable('response_days') as response_days,
    rounded(coalesce(getvariable('base_rate'), rate), 9) as base_rate,
    getvariable('offer_weight') as offer_weight,
    getvariable('slope') as slope,
    getvariable('intercept') as intercept,
    getvariable('alpha') as alpha,
    getvariable('kappa') as kappa,
    getvariable('kappa_attribute') as kappa_attribute,
    getvariable('attribute_weight') as attribute_weight,
    getvariable('first_hour') as first_hour,
    getvariable('last_hour') as last_hour,
    (select coalesce(max(member_key), 0) from store.persons) as last_person,
    getvariable('constants') as constants,
    getvariable('shown_alpha') as shown_alpha,
from base;
