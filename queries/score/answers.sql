-- score/answers: which contact each response answers. One response answers one contact of that campaign inside its
--   window: the one whose code it carries, else the latest before it, else the one in its own channel, else the first
--   by name. A response without a day may have come on any day of the window, so it is known when the window ends.
-- asks: as_of
-- reads: store.contacts, store.answered, store.contact_reports, treatments, changed
-- writes: temp view known_contacts, one row per delivered contact of a changed campaign that the scores may know of;
--   temp known_answers, one row per answered contact with the time of its first answer; on the way: temp delivery
create or replace temp table delivery as
select
    r.member_key, r.campaign_key, r.treatment_code, r.contacted_at,
    latest_outcome(r.reported_at, r.outcome) as delivered,
    max(r.reported_at) as reported_at,
    bool_and(r.is_only) as is_only,
from store.contact_reports as r
semi join changed as c on r.campaign_key = c.campaign_key
where coalesce(r.reported_at::date <= getvariable('as_of')::date, true)
group by r.member_key, r.campaign_key, r.treatment_code, r.contacted_at;

create or replace temp view known_contacts as
select
    k.member_key,
    k.treatment_key,
    t.campaign_key,
    coalesce(k.contacted_at, t.starts_on::timestamp) as contacted_at,
    coalesce(k.contacted_at::date, t.starts_on) as contacted_on,
    t.response_days,
    k.treatment_code,
    contact_answered(k.responded, k.responded_at) as responded,
    k.responded_at,
from store.contacts as k
inner join treatments as t using (treatment_key)
left join delivery as by_code
    on
        k.member_key = by_code.member_key
        and t.campaign_key = by_code.campaign_key
        and is_by_code(
            by_code.treatment_code, by_code.contacted_at,
            k.treatment_code, coalesce(k.contacted_at, t.starts_on::timestamp)
        )
left join delivery as by_campaign
    on
        k.member_key = by_campaign.member_key
        and t.campaign_key = by_campaign.campaign_key
        and is_by_campaign(
            by_campaign.treatment_code, by_campaign.contacted_at, coalesce(k.contacted_at, t.starts_on::timestamp)
        )
where
    not k.is_control
    and t.is_changed
    and coalesce(
        arrived(
            by_code.delivered, by_code.reported_at, by_campaign.delivered, by_campaign.reported_at,
            by_campaign.is_only, k.delivered
        ),
        true
    )
    and coalesce(k.contacted_at::date, t.starts_on) <= getvariable('as_of')::date;

create or replace temp table known_answers as
with response as (
    select
        row_number() over () as response_number,
        member_key,
        campaign_key,
        treatment_code,
        channel,
        responded_at,
        responded_at::date as responded_on,
        responded_at = date_trunc('day', responded_at) as is_day_only,
    from store.answered
    semi join changed using (campaign_key)
),

possible as (
    select
        r.response_number,
        k.member_key,
        k.treatment_key,
        k.contacted_at,
        k.treatment_code,
        coalesce(r.responded_at, k.contacted_on + k.response_days) as responded_at,
        coalesce(r.treatment_code = k.treatment_code, false) as is_code,
        coalesce(r.channel = t.channel, false) as is_channel,
        t.name_order,
    from response as r
    inner join known_contacts as k on r.member_key = k.member_key and r.campaign_key = k.campaign_key
    inner join treatments as t on k.treatment_key = t.treatment_key
    where
        coalesce(r.responded_on, k.contacted_on + k.response_days)
        between k.contacted_on and k.contacted_on + k.response_days
        and (
            r.responded_at is null
            or k.contacted_at <= r.responded_at
            or (r.is_day_only and k.contacted_on = r.responded_on)
        )
),

chosen as (
    select *,
    from possible
    qualify
        row_number() over (
            partition by response_number
            order by is_code desc, contacted_at desc, is_channel desc, name_order, treatment_code
        ) = 1
)

select member_key, treatment_key, contacted_at, treatment_code, min(responded_at) as responded_at,
from chosen
where responded_at::date <= getvariable('as_of')::date
group by all;
