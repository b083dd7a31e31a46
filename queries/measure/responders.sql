-- measure/responders: who answered, month by month of the contact, beside all who were contacted; by segment, where
--   members are in some. rate = responses / contacts. first_time: no answer of theirs is known before the contact, in
--   the whole history; an earlier purchase without a code tells nothing outside of the campaigns looked at. revenue
--   is of all products in the month before the contact; who has no usage in a loaded month brought nothing.
--   mean_score: their responsiveness before the campaign, over the responses, and score_p10 to score_p90 its
--   quantiles. answered_again: answered a later contact of the campaigns looked at.
-- asks: first_month, last_month (of usage that can matter)
-- reads: arms, responder_segments (member_key, slice; nobody: all together), store.responses, store.contacts,
--   store.treatments, store.campaigns, store.usage, scores_before
-- gives: one row per month of contact and slice: contacts and responses count members once a campaign, members and
--   responders once a month; mean_score is NULL without scores, revenue where no usage of the month before is loaded,
--   again_share where none of the responders was contacted again
with contact as (
    select
        a.campaign_number, a.member_key, date_trunc('month', a.opens_on)::date as month, a.opens_on, a.is_responder,
        a.answered_on,
        coalesce(s.slice, 'all') as slice,
    from arms as a
    left join responder_segments as s on a.member_key = s.member_key
    where not a.is_control
),

responder as (
    select member_key, max(opens_on) filter (where is_responder) as last_answered, max(opens_on) as last_contacted,
    from contact
    group by member_key
    having bool_or(is_responder)
),

told as (
    select member_key, answered_on,
    from contact
    where is_responder
    union all
    select r.member_key, r.responded_at::date as answered_on,
    from store.responses as r
    semi join responder as w on r.member_key = w.member_key
    where not is_refund(r.kind, r.value)
    union all
    select k.member_key, coalesce(k.responded_at::date, k.contacted_at::date, c.starts_on) as answered_on,
    from store.contacts as k
    semi join responder as w on k.member_key = w.member_key
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where contact_answered(k.responded, k.responded_at)
),

first_answer as (
    select member_key, min(answered_on) as first_on,
    from told
    group by member_key
),

member as (
    select
        month, slice, member_key,
        count(*) as contacts,
        count(*) filter (where is_responder) as responses,
        min(opens_on) filter (where is_responder) as opens_on,
    from contact
    group by month, slice, member_key
),

known_month as (
    select distinct month
    from store.usage
    where month between getvariable('first_month')::date and getvariable('last_month')::date
),

revenue as (
    select
        m.month, m.slice,
        sum(u.revenue) as revenue,
        coalesce(sum(u.revenue) filter (where m.responses > 0), 0) as revenue_responders,
    from store.usage as u
    inner join member as m on u.member_key = m.member_key and u.month = m.month - interval 1 month
    where u.month between getvariable('first_month')::date and getvariable('last_month')::date
    group by m.month, m.slice
),

answered as (
    select
        m.month, m.slice,
        count(*) as responders,
        count(*) filter (where coalesce(f.first_on >= m.opens_on, true)) as first_time,
        count(*) filter (where r.last_contacted > m.opens_on) as contacted_again,
        count(*) filter (where r.last_answered > m.opens_on) as answered_again,
    from member as m
    inner join responder as r on m.member_key = r.member_key
    inner join first_answer as f on m.member_key = f.member_key
    where m.responses > 0
    group by m.month, m.slice
),

scored as (
    select
        c.month, c.slice,
        sum(s.score::decimal(38, 4)) / count(*) as mean_score,
        quantile_cont(s.score, [0.1, 0.25, 0.5, 0.75, 0.9]) as spread,
    from contact as c
    inner join scores_before as s on c.campaign_number = s.campaign_number and c.member_key = s.member_key
    where c.is_responder and s.score is not null
    group by c.month, c.slice
),

summed as (
    select month, slice, sum(contacts)::bigint as contacts, sum(responses)::bigint as responses, count(*) as members,
    from member
    group by month, slice
)

select
    s.month, s.contacts, s.responses,
    s.responses / s.contacts as rate,
    s.members,
    coalesce(a.responders, 0) as responders,
    coalesce(a.first_time, 0) as first_time,
    a.first_time / a.responders as first_time_share,
    p.mean_score,
    p.spread[1] as score_p10,
    p.spread[2] as score_p25,
    p.spread[3] as score_median,
    p.spread[4] as score_p75,
    p.spread[5] as score_p90,
    case when k.month is not null then coalesce(v.revenue_responders, 0) / a.responders end as revenue_responders,
    case when k.month is not null then coalesce(v.revenue, 0) / s.members end as revenue_contacted,
    coalesce(a.contacted_again, 0) as contacted_again,
    coalesce(a.answered_again, 0) as answered_again,
    case when a.contacted_again > 0 then a.answered_again / a.responders end as again_share,
    s.slice,
from summed as s
left join answered as a on s.month = a.month and s.slice = a.slice
left join scored as p on s.month = p.month and s.slice = p.slice
left join revenue as v on s.month = v.month and s.slice = v.slice
left join known_month as k on s.month - interval 1 month = k.month
order by s.month, s.slice;
