-- brief/rates: how many answered the campaigns of each month, over the last twelve.
--   A campaign is of the month it began in. An answer is one told by campaign, by code or by the contacts file, inside
--   the days after a contact in which answers count; one per member and campaign. Purchases are not inferred.
--   The window of campaigns that have none is that of the scores, else 30 days.
-- asks: month
-- reads: dated_campaigns, store.scorings, store.treatments, store.contacts, store.answered
-- gives: one row per month of the twelve, without a gap; rate is NULL where nobody was contacted
with asked as (
    select getvariable('month')::date as month, coalesce(max(response_days), 30) as response_days,
    from store.scorings
),

recent as (
    select
        c.campaign_key, c.campaign_id, c.month, c.starts_on, c.contacts,
        coalesce(c.response_days, a.response_days) as response_days,
    from dated_campaigns as c
    inner join asked as a on c.month between a.month - interval 11 month and a.month
    where c.campaign_key is not null
),

treatment as (
    select t.treatment_key, r.campaign_key, r.campaign_id, r.starts_on, r.response_days,
    from store.treatments as t
    inner join recent as r on t.campaign_key = r.campaign_key
),

told as (
    select a.member_key, a.campaign_key, a.responded_at::date as answered_on,
    from store.answered as a
    semi join recent as c on a.campaign_key = c.campaign_key
),

by_answer as (
    select k.member_key, t.campaign_key,
    from store.contacts as k
    inner join treatment as t on k.treatment_key = t.treatment_key
    inner join told as r on k.member_key = r.member_key and t.campaign_key = r.campaign_key
    where
        not k.is_control
        and coalesce(
            r.answered_on - coalesce(k.contacted_at::date, t.starts_on) between 0 and t.response_days, true
        )
),

by_contact as (
    select k.member_key, t.campaign_key,
    from store.contacts as k
    inner join treatment as t on k.treatment_key = t.treatment_key
    where
        not k.is_control
        and contact_answered(k.responded, k.responded_at)
        and coalesce(
            k.responded_at::date - coalesce(k.contacted_at::date, t.starts_on) between 0 and t.response_days, true
        )
),

responder as (
    select * from by_answer
    union
    select * from by_contact
),

answered as (
    select campaign_key, count(*) as responses,
    from responder
    group by campaign_key
),

month as (
    select unnest(generate_series(a.month - interval 11 month, a.month, interval 1 month))::date as month,
    from asked as a
)

select
    m.month,
    count(r.campaign_key) as campaigns,
    coalesce(sum(r.contacts), 0)::bigint as contacts,
    coalesce(sum(a.responses), 0)::bigint as responses,
    coalesce(sum(a.responses), 0) / nullif(sum(r.contacts), 0) as rate,
from month as m
left join recent as r on m.month = r.month
left join answered as a on r.campaign_key = a.campaign_key
group by m.month
order by m.month;
