-- measure/common_outcomes: who of both arms showed the outcome by which they are compared (see measure/goals), in the
--   days in which both are watched alike.
--   Of usage only the month is known: one that touches these days. A purchase is worth the plan's value per response,
--   else as much of its revenue as the plan says is margin, in both arms; an answer what it carries, else the plan's
--   value per response.
-- asks: first_month, last_month (of usage that can matter)
-- reads: goals, assigned, told_kinds, classed_answers, contact_answers, store.responses, store.usage, measured
-- writes: temp common_outcomes, one row per campaign, member and wave; value is NULL where none is known
create or replace temp table common_outcomes as
with ruled as (
    select
        g.campaign_number, g.outcome, lower(trim(g.kind)) as kind, g.is_new, g.is_asked, m.response_days, m.margin,
    from goals as g
    inner join measured as m on g.campaign_number = m.campaign_number
    where g.is_compared and g.outcome is not null
),

watched as not materialized (
    select
        a.campaign_number, a.member_key, a.wave, a.product, a.from_on, a.until_on, a.value_per_response,
        r.outcome, r.kind, r.is_new, r.is_asked, r.response_days, r.margin,
    from assigned as a
    inner join ruled as r on a.campaign_number = r.campaign_number
    where a.is_compared
),

told as (
    select campaign_number, member_key, wave, answered_on, value, 'response' as source, kind,
    from classed_answers
    union all
    select campaign_number, member_key, wave, answered_on, value, 'contact' as source, null as kind,
    from contact_answers
),

answer as (
    select w.campaign_number, w.member_key, w.wave, w.outcome, w.value_per_response, t.value,
    from told as t
    inner join watched as w
        on t.campaign_number = w.campaign_number and t.member_key = w.member_key and t.wave = w.wave
    left join told_kinds as k
        on t.campaign_number = k.campaign_number and t.source = k.source and t.kind is not distinct from k.kind
    where
        w.outcome = 'answer'
        and w.kind is null
        and (w.is_asked or k.campaign_number is not null)
        and coalesce(t.answered_on between w.from_on and w.until_on, true)
),

-- answers of one kind count whatever they say of campaign and code
of_kind as (
    select
        w.campaign_number, w.member_key, w.wave, w.outcome, w.value_per_response, r.value,
        r.responded_at::date < w.from_on as is_before,
    from store.responses as r
    inner join watched as w on r.member_key = w.member_key
    where
        w.outcome = 'answer'
        and lower(trim(r.kind)) = w.kind
        and not is_refund(r.kind, r.value)
        and r.responded_at::date between w.from_on - if(w.is_new, w.response_days, 0) and w.until_on
),

usage as (
    select
        w.campaign_number, w.member_key, w.wave, w.outcome, w.value_per_response,
        u.month < date_trunc('month', w.from_on) as is_before,
        (u.revenue * w.margin)::decimal(18, 6) as earned,
        case
            when w.outcome = 'volume' then u.volume > 0
            when w.outcome = 'product' then coalesce(u.revenue, u.volume) > 0
            else u.revenue > 0
        end as is_used,
    from store.usage as u
    inner join watched as w
        on u.member_key = w.member_key and (w.outcome <> 'product' or u.product = w.product)
    where
        w.outcome <> 'answer'
        and u.month between getvariable('first_month')::date and getvariable('last_month')::date
        and u.month between date_trunc('month', w.from_on) - to_months(w.is_new::integer) and w.until_on
),

came as (
    select *, false as is_before,
    from answer
    union all by name
    select *
    from of_kind
    union all by name
    select * exclude (is_used, earned), case when outcome <> 'volume' then earned end as value,
    from usage
    where is_used
)

select
    campaign_number, member_key, wave,
    case when outcome = 'product' then coalesce(value_per_response, sum(value)) else sum(value) end as value,
from came
group by campaign_number, member_key, wave, outcome, value_per_response
having not bool_or(is_before);
