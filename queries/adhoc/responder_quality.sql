-- adhoc/responder_quality: how good responders are, by an attribute of members
-- gives: one row per value of the attribute, the highest rate first: members contacted by campaigns since a day, those
--   who answered one of them (responders), their share (rate), how many of them answered several (repeat_share),
--   answers of a responder, value of an answer that has one, cost of contacts a responder, mean responsiveness of
--   responders, and revenue a month of responders and of all who were contacted, over the months with usage of the time
-- asks: attribute (text, none): a column of members, such as brand; left out: all together
-- asks: since (date, none): contacts from this day on; left out: all
-- asks: until (date, none): contacts up to this day; left out: all
-- asks: members (integer, 20): at least so many members contacted in a row
-- reads: store.answered_contacts, store.direct_answers, store.typed_members, responsiveness, store.persons, store.usage
with asked as (
    select
        getvariable('attribute')::varchar as attribute,
        getvariable('since')::date as since,
        getvariable('until')::date as until,
        coalesce(getvariable('members'), 20)::integer as members,
),

contact as (
    select k.member_key, k.campaign_key, k.cost, k.is_answered,
    from store.answered_contacts as k
    cross join asked as a
    where
        not k.is_control
        and coalesce(k.contacted_at::date >= a.since, a.since is null)
        and coalesce(k.contacted_at::date <= a.until, a.until is null)
),

member as (
    select
        member_key,
        count(distinct campaign_key) filter (where is_answered) as campaigns_answered,
        coalesce(sum(cost), 0) as cost,
    from contact
    group by member_key
),

answer as (
    select r.member_key, count(*) as answers, count(r.value) as valued, sum(r.value) as value,
    from store.direct_answers as r
    semi join contact as k on r.member_key = k.member_key and r.campaign_key = k.campaign_key
    group by r.member_key
),

spent as (
    select u.member_key, sum(u.revenue) as revenue,
    from store.usage as u
    cross join asked as a
    where
        coalesce(u.month >= date_trunc('month', a.since), a.since is null)
        and coalesce(u.month <= a.until, a.until is null)
    group by u.member_key
),

month as (
    select count(distinct u.month) as months,
    from store.usage as u
    cross join asked as a
    where
        coalesce(u.month >= date_trunc('month', a.since), a.since is null)
        and coalesce(u.month <= a.until, a.until is null)
),

valued as (
    select m.member_key, segment_of(to_json(m), a.attribute) as value,
    from store.typed_members as m
    cross join asked as a
    where a.attribute is not null
),

scored as (
    select p.member_key, s.score,
    from responsiveness as s
    inner join store.persons as p on s.member_id = p.member_id
),

summed as (
    select
        if(a.attribute is null, 'all', v.value) as segment,
        count(*) as contacted,
        count(*) filter (where m.campaigns_answered > 0) as responders,
        count(*) filter (where m.campaigns_answered > 1) as repeaters,
        coalesce(sum(r.answers), 0)::bigint as answers,
        sum(r.value) as value,
        sum(r.valued) as valued,
        sum(m.cost) as cost,
        sum(s.score::decimal(18, 4)) filter (where m.campaigns_answered > 0) as score,
        count(s.score) filter (where m.campaigns_answered > 0) as count_scored,
        coalesce(sum(u.revenue), 0) as revenue,
        coalesce(sum(u.revenue) filter (where m.campaigns_answered > 0), 0) as revenue_responders,
    from member as m
    cross join asked as a
    left join answer as r on m.member_key = r.member_key
    left join valued as v on m.member_key = v.member_key
    left join scored as s on m.member_key = s.member_key
    left join spent as u on m.member_key = u.member_key
    group by segment
    having count(*) >= any_value(a.members)
)

select
    s.segment, s.contacted, s.responders,
    s.responders / s.contacted as rate,
    s.repeaters / nullif(s.responders, 0) as repeat_share,
    s.answers / nullif(s.responders, 0) as answers_per_responder,
    (s.value / nullif(s.valued, 0))::double as value_per_answer,
    (s.cost / nullif(s.responders, 0))::double as cost_per_responder,
    (s.score / nullif(s.count_scored, 0))::double as mean_score,
    (s.revenue_responders / nullif(s.responders, 0) / nullif(m.months, 0))::double as revenue_responders,
    (s.revenue / s.contacted / nullif(m.months, 0))::double as revenue_contacted,
from summed as s
cross join month as m
order by rate desc, s.segment nulls last;
