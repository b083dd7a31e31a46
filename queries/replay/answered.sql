-- replay/answered: what became of the answers of those contacted. A contact fits an answer as in measure/credit: the
--   answer came inside its window, and where it carries a code that one of them brought, those alone. An answer is lost
--   where every contact that it fits is left out; it belongs to the latest of them. So what a kept contact of the same
--   campaign would have brought is not lost; that some would have come without any contact is not counted here.
-- asks: since, until (the first and the last day of the span); days (of the longest window)
-- reads: answers, assigned, measured, contacted, measured_treatments, ways, touches, capped
-- writes: temp answered, one row per campaign, member and wave who answered a contact of the span: its month and
--   channel; is_lost: all their answers are; is_kept: some contact that an answer fits is left out, and yet it is not
--   lost; value of the lost ones, NULL where none is known
create or replace temp table answered as
with answer as (
    select
        row_number() over () as answer, campaign_number, member_key, wave, answered_on, treatment_code, class, value,
    from answers
    where counts and arm = 'treated'
),

answerer as (
    select distinct campaign_number, member_key
    from answer
),

contact as (
    select
        m.campaign_number, t.member_key, t.contacted_at, w.channel, t.treatment_code, t.way,
        not t.is_given as is_within,
        c.touch is not null as is_left_out,
    from touches as t
    inner join ways as w on t.way = w.way
    inner join measured as m on w.campaign_id = m.campaign_id
    semi join answerer as a on m.campaign_number = a.campaign_number and t.member_key = a.member_key
    left join capped as c on t.touch = c.touch
    where not t.is_held
    union all
    -- others of these campaigns, of which nothing is asked: they stay
    select
        k.campaign_number, k.member_key, k.contacted_at, t.channel, k.treatment_code, k.place as way,
        false as is_within, false as is_left_out,
    from contacted as k
    inner join measured_treatments as t on k.place = t.place
    semi join answerer as a on k.campaign_number = a.campaign_number and k.member_key = a.member_key
    where
        not k.is_control
        and (
            k.contacted_at < getvariable('since')::timestamp - to_days(getvariable('days')::integer + 1)
            or k.contacted_at >= getvariable('until')::timestamp + interval 1 day
        )
),

fitting as (
    select
        a.*, c.contacted_at, c.channel, c.way, c.is_within, c.is_left_out,
        coalesce(a.class = 'code' and a.treatment_code = c.treatment_code, false) as is_exact,
    from answer as a
    inner join contact as c
        on
            a.campaign_number = c.campaign_number
            and a.member_key = c.member_key
            and coalesce(a.answered_on >= c.contacted_at::date, true)
    inner join measured as m on a.campaign_number = m.campaign_number
    where coalesce(a.answered_on <= c.contacted_at::date + m.response_days, true)
),

exact as (
    select distinct answer
    from fitting
    where is_exact
),

owed as (
    select
        f.campaign_number, f.member_key, f.wave, f.answer,
        any_value(f.value) as value,
        max(f.contacted_at) as contacted_at,
        arg_max(coalesce(f.channel, ''), (f.contacted_at, not f.is_left_out, -f.way)) as channel,
        arg_max(f.is_within, (f.contacted_at, not f.is_left_out, -f.way)) as is_within,
        bool_and(f.is_left_out) as is_lost,
        bool_or(f.is_left_out) as is_touched,
    from fitting as f
    left join exact as e on f.answer = e.answer
    where f.is_exact or e.answer is null
    group by f.campaign_number, f.member_key, f.wave, f.answer
),

member as (
    select
        campaign_number, member_key, wave,
        max(contacted_at) as contacted_at,
        arg_max(channel, (contacted_at, channel)) as channel,
        arg_max(is_within, (contacted_at, channel)) as is_within,
        bool_and(is_lost) as is_lost,
        bool_or(is_touched) as is_touched,
        sum(value) filter (where is_lost) as value,
    from owed
    group by campaign_number, member_key, wave
)

select
    m.campaign_number, m.member_key, m.wave,
    date_trunc('month', m.contacted_at)::date as month,
    nullif(m.channel, '') as channel,
    m.is_lost,
    m.is_touched and not m.is_lost as is_kept,
    case when m.is_lost then coalesce(m.value, a.value_per_response) end::decimal(18, 6) as value,
from member as m
inner join assigned as a
    on m.campaign_number = a.campaign_number and m.member_key = a.member_key and m.wave = a.wave
where m.is_within;
