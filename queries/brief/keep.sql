-- brief/keep: keeps what the campaigns of a month brought, which were just measured together.
-- asks: month; widened (see measure/widened; NULL: not asked for)
-- reads: lift, measured, assigned
-- writes: temp month_lifts, one more row per campaign, those that nobody was contacted by too; closes_on is the last
--   day on which an answer to the last contact counts
insert into month_lifts by name
with days as (
    select campaign_number, max(closes_on) as closes_on,
    from assigned
    group by campaign_number
)

select
    m.campaign_id,
    getvariable('month')::date as month,
    d.closes_on,
    coalesce(l.treated, 0) as contacts,
    coalesce(l.delivered, 0) as delivered,
    coalesce(l.answers, 0) as responses,
    l.answer_rate as rate,
    l.rate as compared_rate,
    coalesce(l.control, 0) as control,
    l.control_rate, l.difference, l.difference_low, l.difference_high, l.incremental_responses, l.incremental_low,
    l.incremental_high, l.value, l.incremental_value, l.cost, l.cost_per_response, l.return,
    getvariable('widened')::double as widened,
from measured as m
left join lift as l on m.campaign_id = l.slice and l.is_all = 0
left join days as d on m.campaign_number = d.campaign_number;
