-- brief/keep: keeps what a campaign that was just measured brought, while its arms are at hand.
-- asks: month
-- reads: lift, measured, arms
-- writes: temp brief_lifts, one more row; closes_on is the last day on which an answer to the last contact counts;
--   temp brief_offers, one more row per channel and product; temp brief_answers, more rows, one per days since the
--   contact (NULL: no day is known) and hour (NULL: no time is known; a day alone stands at 0 o'clock)
insert into brief_lifts by name
with days as (
    select max(closes_on) as closes_on,
    from arms
)

select
    m.campaign_id,
    getvariable('month')::date as month,
    d.closes_on,
    l.treated as contacts,
    l.delivered, l.responses, l.rate, l.control, l.control_rate, l.difference, l.difference_low, l.difference_high,
    l.incremental_responses, l.incremental_low, l.incremental_high, l.value, l.incremental_value, l.cost,
    l.cost_per_response, l.return,
from lift as l
cross join measured as m
cross join days as d
where l.is_all = 1;

insert into brief_offers by name
select
    m.campaign_id,
    getvariable('month')::date as month,
    a.channel,
    a.product,
    count(*) as contacts,
    count(*) filter (where a.is_responder) as responses,
    sum(a.value) as value,
    sum(a.cost) as cost,
from arms as a
cross join measured as m
where not a.is_control
group by m.campaign_id, a.channel, a.product;

insert into brief_answers by name
select
    m.campaign_id,
    getvariable('month')::date as month,
    (a.answered_on - a.opens_on)::integer as days,
    case when a.responded_at <> date_trunc('day', a.responded_at) then hour(a.responded_at) end::integer as hour,
    count(*) as responses,
from arms as a
cross join measured as m
where a.is_responder and not a.is_control
group by all;
