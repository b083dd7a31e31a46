-- measure/checks: what a reader must know of the comparison.
-- asks: first_month, last_month (of usage that can matter)
-- reads: measured, measured_lists, assigned, arms, answers, contacted, store.usage
-- gives: one row. expected_control: how many of the list its plan would hold out, NULL without a list; months_missing:
--   months of usage that none is loaded of, where usage is loaded at all and the campaign is about a product
with listed as (
    select
        count(*) as listed,
        count(*) filter (where a.is_control) as listed_control,
        sum(l.holdout_share) as expected_control,
    from arms as a
    inner join measured_lists as l on a.list_key = l.list_key
),

needed as (
    select unnest(
        generate_series(getvariable('first_month')::date, getvariable('last_month')::date, interval 1 month)
    )::date as month,
),

loaded as (
    select distinct month
    from store.usage
    where month between getvariable('first_month')::date and getvariable('last_month')::date
),

missing as (
    select string_agg(strftime(n.month, '%Y-%m'), ', ' order by n.month) as months_missing,
    from needed as n
    anti join loaded as u on n.month = u.month
    where
        exists (select 1 from store.usage) and exists (select 1 from assigned where product is not null)
)

select
    count(*) filter (where not a.is_control) as treated,
    count(*) filter (where a.is_control) as control,
    count(*) filter (where a.is_contaminated) as contaminated,
    count(*) filter (where a.shares_address) as sharing,
    count(*) filter (where not a.is_control and not a.was_contacted) as uncontacted,
    count(*) filter (where not a.is_control and a.cost is null) as without_cost,
    count(*) filter (where a.is_responder) as responders,
    count(*) filter (where a.is_responder and a.value is null) as without_value,
    count(*) filter (where a.is_planned_value) as planned_value,
    count(*) filter (where a.value < 0) as negative_value,
    min(l.listed) as listed,
    min(l.listed_control) as listed_control,
    min(l.expected_control) as expected_control,
    (select count(*) from contacted) as contacts,
    (select count(*) from answers where counts and source = 'usage') as purchases,
    (select string_agg(distinct worth, ',' order by worth) from answers where counts and source = 'usage') as worth,
    min(m.months_missing) as months_missing,
from listed as l
cross join missing as m
left join arms as a on true;
