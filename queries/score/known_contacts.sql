-- score/known_contacts: the contacts of changed campaigns that the scores may know of: delivered, no controls, none
--   after the day.
-- asks: as_of
-- reads: store.contacts, treatments, delivery
-- writes: temp view known_contacts, one row per such contact
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
