-- element/months: the course of an element, month by month of its contacts.
-- asks: element
-- reads: element_cells
-- gives: one row per month with contacts, the earliest first: month, campaigns, contacts, answers, rate, with Wilson's
--   95 % interval, rate_others (of the dimension's other elements in the month), ratio (answers over those expected
--   at the rate before each campaign, not shrunk)
with counted as (
    select
        date_trunc('month', contacted_on)::date as month,
        element = getvariable('element') as is_it,
        count(distinct campaign_key) as campaigns,
        sum(contacts)::bigint as contacts,
        sum(answers)::bigint as answers,
        sum(expected::decimal(38, 12))::double as expected,
    from element_cells
    group by all
)

select
    r.month, r.campaigns, r.contacts, r.answers,
    r.answers / r.contacts as rate,
    wilson_low(r.answers, r.contacts) as rate_low,
    wilson_high(r.answers, r.contacts) as rate_high,
    o.answers / o.contacts as rate_others,
    rounded(r.answers / r.expected, 6) as ratio,
from counted as r
left join counted as o on r.month = o.month and not o.is_it
where r.is_it
order by r.month;
