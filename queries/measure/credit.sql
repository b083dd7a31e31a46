-- measure/credit: which contact an answer is owed to, by three rules side by side. n: the contacts that fit an answer.
--   best        the latest contact before the answer has it all; of several at one time the first by cell and offer
--   fractional  each contact that fits has 1/n
--   multiple    each contact that fits has all of it: n × 1
--   A contact fits when the answer came inside its window; a code fits only the contacts that carried it. What was
--   bought without a code fits contacts of other campaigns for the same product too, each in its campaign's window.
--   Only answers of those treated, inside the window, have credit; an answer without a contact loaded stands apart.
-- asks: campaign; response_days (window of campaigns that have none)
-- reads: answers, contacted, measured, measured_treatments, assigned, store.contacts, store.full_treatments,
--   store.campaigns
-- writes: temp credit, one row per campaign and treatment that has credit, "all" first
create or replace temp table credit as
with answer as (
    select row_number() over (order by member_key, answered_on, treatment_code, class, value) as answer, *,
    from answers
    where counts and arm = 'treated'
),

own as (
    select
        a.answer, a.value, m.campaign_id, t.cell, t.channel, t.product, t.timing, t.gift, c.treatment_code,
        c.contacted_at, t.place, coalesce(a.class = 'code' and a.treatment_code = c.treatment_code, false) as is_exact,
    from answer as a
    inner join contacted as c
        on
            a.member_key = c.member_key
            and not c.is_control
            and coalesce(a.answered_on >= c.contacted_at::date, true)
    cross join measured as m
    inner join measured_treatments as t on c.place = t.place
    where coalesce(a.answered_on <= c.contacted_at::date + m.response_days, true)
),

exact as (
    select distinct answer
    from own
    where is_exact
),

bought as (
    select a.answer, a.member_key, a.answered_on, a.value, w.product,
    from answer as a
    inner join assigned as w on a.member_key = w.member_key and a.wave = w.wave
    where a.source = 'usage'
),

others as (
    select
        b.answer, b.value, c.campaign_id, t.cell, t.channel, b.product, t.timing, t.gift, k.treatment_code,
        coalesce(k.contacted_at, c.starts_on::timestamp) as contacted_at,
        1000000 + t.treatment_key as place, false as is_exact,
    from bought as b
    inner join store.contacts as k on b.member_key = k.member_key
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key and t.product = b.product
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where
        c.campaign_id <> getvariable('campaign')
        and not k.is_control
        and b.answered_on
        between coalesce(k.contacted_at, c.starts_on::timestamp)::date
        and coalesce(k.contacted_at, c.starts_on::timestamp)::date
        + coalesce(c.response_days, getvariable('response_days'))
),

fitting as (
    select o.*
    from own as o
    left join exact as e on o.answer = e.answer
    where o.is_exact or e.answer is null
    union all
    select * from others
    union all
    -- a list taken as sent, or a contact that no file told of
    select
        a.answer, a.value, getvariable('campaign') as campaign_id, w.cell, w.channel, w.product, w.timing, w.gift,
        w.treatment_code, null as contacted_at, 0 as place, false as is_exact,
    from answer as a
    inner join assigned as w on a.member_key = w.member_key and a.wave = w.wave
    anti join own as o on a.answer = o.answer
    where w.list_key is not null
),

shared as (
    select
        *,
        count(*) over (partition by answer) as n,
        row_number() over (
            partition by answer
            order by contacted_at desc nulls last, place, campaign_id, treatment_code
        ) = 1 as is_best,
    from fitting
)

select
    case when grouping(campaign_id) = 1 then 'all' else campaign_id end as campaign_id,
    nullif(cell, '') as cell, channel, product, timing, gift, treatment_code,
    count(*) filter (where is_best) as best,
    coalesce(sum((1 / n)::decimal(18, 12)), 0)::double as fractional,
    count(*) as multiple,
    sum(value) filter (where is_best)::double as best_value,
    sum((value / n)::decimal(38, 12))::double as fractional_value,
    sum(value)::double as multiple_value,
from shared
group by grouping sets ((), (campaign_id, nullif(cell, ''), channel, product, timing, gift, treatment_code))
order by
    grouping(campaign_id) desc, campaign_id = getvariable('campaign') desc, campaign_id, cell, channel, product, timing,
    gift, treatment_code;
