-- score/answers: which contact each response answers: the member's latest one of that campaign at or before it,
--   as far as both are known on the scoring day. A response without a date may have come on any day of the window,
--   so it is known when the window ends and not before.
-- asks: as_of
-- reads: store.contacts, store.responses, store.reports, treatments
-- writes: temp known_contacts, one row per delivered contact that the scores may know of; temp answers, one row per
--   answered contact with the day of its first answer
create or replace temp table known_contacts as
with asked as (
    select getvariable('as_of')::date as as_of
),

delivery as (
    select r.member_key, r.campaign_key, r.treatment_code, bool_and(r.outcome = 'delivered') as delivered,
    from store.reports as r
    cross join asked
    where r.outcome in ('delivered', 'failed') and coalesce(r.reported_at::date <= asked.as_of, true)
    group by all
)

select
    k.member_key,
    k.treatment_key,
    t.campaign_key,
    coalesce(k.contacted_at, t.starts_on::timestamp) as contacted_at,
    coalesce(k.contacted_at::date, t.starts_on) as contacted_on,
    t.response_days,
    k.treatment_code,
    k.responded,
    k.responded_at::date as responded_on,
from store.contacts as k
inner join treatments as t using (treatment_key)
left join delivery as by_code
    on
        k.member_key = by_code.member_key
        and t.campaign_key = by_code.campaign_key
        and k.treatment_code = by_code.treatment_code
left join delivery as by_campaign
    on
        k.member_key = by_campaign.member_key
        and t.campaign_key = by_campaign.campaign_key
        and by_campaign.treatment_code is null
cross join asked
where
    not k.is_control
    and coalesce(by_code.delivered, by_campaign.delivered, k.delivered, true)
    and coalesce(k.contacted_at::date, t.starts_on) <= asked.as_of;

create or replace temp table answers as
with code as (
    select distinct member_key, treatment_code, campaign_key,
    from known_contacts
    where treatment_code is not null
),

response as (
    select
        r.member_key,
        coalesce(r.campaign_key, code.campaign_key) as campaign_key,
        r.responded_at,
        r.responded_at::date as responded_on,
        r.responded_at = date_trunc('day', r.responded_at) as is_day_only,
    from store.responses as r
    left join code
        on r.campaign_key is null and r.member_key = code.member_key and r.treatment_code = code.treatment_code
),

answered as (
    select
        r.member_key,
        r.campaign_key,
        coalesce(r.responded_on, k.contacted_on + k.response_days) as responded_on,
        max(k.contacted_at) as contacted_at,
    from response as r
    inner join known_contacts as k
        on
            r.member_key = k.member_key
            and r.campaign_key = k.campaign_key
            and coalesce(r.responded_on, k.contacted_on + k.response_days)
            between k.contacted_on and k.contacted_on + k.response_days
    where
        r.responded_at is null
        or k.contacted_at <= r.responded_at
        or (r.is_day_only and k.contacted_on = r.responded_on)
    group by all
)

select member_key, campaign_key, contacted_at, min(responded_on) as responded_on,
from answered
where responded_on <= getvariable('as_of')::date
group by all;
