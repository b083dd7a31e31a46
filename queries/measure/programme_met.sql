-- measure/programme_met: how many of a universal control were contacted all the same. They stay in it: taken out, those
--   left would be other people than were drawn.
-- reads: programme_spans, programme_arms, store.contacts, store.treatments, store.campaigns
-- gives: one row per span: place, contaminated
with asked as (
    select min(first_month) as first_on, last_day(max(last_month)) as last_on,
    from programme_spans
),

control as (
    select member_key, joined_on,
    from programme_arms
    where arm = 'control'
),

met as (
    select k.member_key, k.contacted_at::date as met_on
    from store.contacts as k
    semi join control as m on k.member_key = m.member_key
    where
        not k.is_control
        and k.contacted_at >= (select first_on from asked)::timestamp
        and k.contacted_at < (select last_on + 1 from asked)::timestamp
    union all
    select k.member_key, c.starts_on as met_on
    from store.contacts as k
    semi join control as m on k.member_key = m.member_key
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where not k.is_control and k.contacted_at is null
)

select s.place, count(distinct m.member_key) as contaminated,
from programme_spans as s
left join met as k on k.met_on between s.first_month and last_day(s.last_month)
left join control as m on k.member_key = m.member_key and coalesce(m.joined_on <= last_day(s.last_month), true)
group by s.place
order by s.place;
