-- measure/purchases: purchases of the campaign's product without a code: a month with revenue that touches the window,
--   where the month before the first contact had none. A month counts as known where the usage of anybody is loaded.
--   Who answered in another way is not inferred as well. A purchase is worth the plan's value per response; without a
--   plan, what the answers that carry a value are worth on average; where none does, its revenue, of which the
--   plan's margin is earned, by itself all of it. Revenue itself stands beside.
-- asks: first_month, last_month (of usage that can matter)
-- reads: measured, store.usage, known_months, unanswered, traced_answers, classed_answers, contact_answers, assigned
-- writes: temp purchases, one row per campaign, member and wave; worth: plan, answers or revenue, where the value is
--   from
create or replace temp table purchases as
with looked_at as (
    select
        campaign_number, member_key, wave, product, closes_on,
        date_trunc('month', opens_on)::date as first_on,
        (date_trunc('month', opens_on) - interval 1 month)::date as before_on,
    from unanswered
),

-- of all that was bought, the largest table there is, no more than once: in those months and the one before
usage as (
    select w.campaign_number, w.member_key, w.wave, u.month, u.revenue, u.month = w.before_on as is_before,
    from looked_at as w
    inner join store.usage as u on w.member_key = u.member_key and w.product = u.product
    semi join known_months as k on w.before_on = k.month
    where
        u.month between getvariable('first_month')::date and getvariable('last_month')::date
        and u.revenue > 0
        and u.month between w.before_on and w.closes_on
),

bought as (
    select u.campaign_number, u.member_key, u.wave, min(u.month) as month, sum(u.revenue) as revenue,
    from usage as u
    anti join usage as b
        on
            b.is_before
            and u.campaign_number = b.campaign_number
            and u.member_key = b.member_key
            and u.wave = b.wave
    anti join traced_answers as t
        on u.campaign_number = t.campaign_number and u.member_key = t.member_key and u.wave = t.wave
    where not u.is_before
    group by u.campaign_number, u.member_key, u.wave
),

worth_told as (
    select campaign_number, value from classed_answers
    where class in ('code', 'member', 'inferred') and value is not null
    union all
    select campaign_number, value from contact_answers
    where class in ('member', 'inferred') and value is not null
),

typical as (
    select campaign_number, rounded(sum(value) / count(*), 6)::decimal(18, 6) as value,
    from worth_told
    group by campaign_number
)

-- of a purchase only the month is known: its last day, or the window's
select
    b.campaign_number, b.member_key, b.wave, null::timestamp as responded_at,
    least(last_day(b.month), a.closes_on) as answered_on,
    coalesce(a.value_per_response, t.value, (b.revenue * m.margin)::decimal(18, 6)) as value,
    null::varchar as treatment_code, 'inferred' as class, b.revenue,
    case
        when a.value_per_response is not null then 'plan'
        when t.value is not null then 'answers'
        else 'revenue'
    end as worth,
from bought as b
inner join measured as m on b.campaign_number = m.campaign_number
inner join assigned as a
    on b.campaign_number = a.campaign_number and b.member_key = a.member_key and b.wave = a.wave
left join typical as t on b.campaign_number = t.campaign_number;
