-- target/chosen: the list: best propensity first until it is full. Members drawn as holdout who are met on the way are
--   its controls: they have the same ranks as those contacted, and are never exported.
-- asks: size (the most contacts, NULL for no limit), value_per_response, unit_cost, holdout_share
-- reads: candidates
-- writes: temp chosen, one row per member of the list or its holdout
create or replace temp table chosen as
with walked as (
    select
        *,
        row_number() over walk as rank,
        sum((not is_holdout)::integer) over (walk rows unbounded preceding) as count_treated,
    from candidates
    window walk as (order by propensity desc, tie, member_id)
)

select
    member_key,
    member_id,
    rank,
    propensity,
    round(propensity * getvariable('value_per_response') - getvariable('unit_cost'), 6) as expected_value,
    is_holdout as is_control,
    case when is_holdout then getvariable('holdout_share') else 1 end as selection_probability,
from walked
where
    getvariable('size') is null
    or count_treated < getvariable('size')
    or (count_treated = getvariable('size') and not is_holdout);
