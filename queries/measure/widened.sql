-- measure/widened: how much wider or narrower the interval of a sum of what campaigns added is than that of as many
--   campaigns with members of their own each: the root of the sum over members of (the sum of their influences)
--   squared, over the sum of the squares row by row. Members who are in several campaigns, or held out of several,
--   count once with all that they did.
--   1 where nothing varies. Influences are in steps of a power of two, so that their sums
--   are exact, in whatever order.
-- reads: influences, arms
-- gives: one row: answers, value (of the campaigns whose added value is known), paid (of those whose cost is, too)
with member as (
    select
        a.member_key,
        sum(in_large_steps(i.factor * (a.has_outcome::integer - i.rate))) as answers,
        sum(if(i.is_valued, in_large_steps(i.factor * (coalesce(a.outcome_value, 0)::double - i.mean)), 0)) as value,
        sum(if(i.is_paid, in_large_steps(i.factor * (coalesce(a.outcome_value, 0)::double - i.mean)), 0)) as paid,
    from arms as a
    inner join influences as i
        on a.campaign_number = i.campaign_number and a.stratum = i.cell and a.is_control = i.is_control
    where a.is_compared
    group by a.member_key
),

together as (
    select
        sum((answers * answers)::decimal(38, 6))::double as answers,
        sum((value * value)::decimal(38, 6))::double as value,
        sum((paid * paid)::decimal(38, 6))::double as paid,
    from member
),

apart as (
    select
        sum(rows_answers order by campaign_number, cell, is_control) as answers,
        sum(rows_value order by campaign_number, cell, is_control) filter (where is_valued) as value,
        sum(rows_value order by campaign_number, cell, is_control) filter (where is_paid) as paid,
    from influences
)

select
    if(a.answers > 0, sqrt(t.answers / a.answers), 1)::double as answers,
    if(a.value > 0, sqrt(t.value / a.value), 1)::double as value,
    if(a.paid > 0, sqrt(t.paid / a.paid), 1)::double as paid,
from together as t
cross join apart as a;
