-- adhoc/responder_scores: how the scores of those who answered are spread, by month and by an attribute of members
-- gives: one row per month of the answer and value of the attribute: responders, each once a month, and how their
--   responsiveness is spread, as last scored, so that these answers are in it: 'attitude measure --show responders'
--   has their scores before
-- asks: attribute (text, none): a column of members, such as brand; left out: all together
-- asks: since (date, none): answers from this day on; left out: all
-- asks: until (date, none): answers up to this day; left out: all
-- asks: members (integer, 1): at least so many responders in a row
-- reads: store.direct_answers, store.typed_members, responsiveness, store.persons
with asked as (
    select
        getvariable('attribute')::varchar as attribute,
        getvariable('since')::date as since,
        getvariable('until')::date as until,
        coalesce(getvariable('members'), 1)::integer as members,
),

answered as (
    select distinct date_trunc('month', r.responded_at)::date as month, r.member_key,
    from store.direct_answers as r
    cross join asked as a
    where
        r.responded_at is not null
        and coalesce(r.responded_at::date >= a.since, a.since is null)
        and coalesce(r.responded_at::date <= a.until, a.until is null)
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
)

select
    r.month,
    if(a.attribute is null, 'all', v.value) as segment,
    count(*) as responders,
    (sum(s.score::decimal(18, 4)) / count(s.score))::double as mean,
    quantile_cont(s.score, 0.1) as p10,
    quantile_cont(s.score, 0.25) as p25,
    median(s.score) as median,
    quantile_cont(s.score, 0.75) as p75,
    quantile_cont(s.score, 0.9) as p90,
from answered as r
cross join asked as a
left join valued as v on r.member_key = v.member_key
left join scored as s on r.member_key = s.member_key
group by r.month, segment
having count(*) >= any_value(a.members)
order by r.month, segment nulls last;
