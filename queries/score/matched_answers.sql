-- score/matched_answers: which contact each response answers. One response answers one contact of that campaign inside
--   its window: the one whose code it carries, else the latest before it, else the one in its own channel, else the
--   first by name. A response without a day may have come on any day of the window, so it is known when the window
--   ends.
-- asks: as_of
-- reads: store.answered, changed, known_contacts, treatments
-- writes: temp matched_answers, one row per answer of a contact, with the contact and what the answer names
create or replace temp table matched_answers as
with response as (
    select
        row_number() over () as response_number,
        member_key,
        campaign_key,
        treatment_code,
        channel,
        gift,
        own_elements,
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
        k.contacted_on,
        coalesce(r.responded_at, k.contacted_on + k.response_days) as responded_at,
        r.channel,
        r.gift,
        r.own_elements,
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

select
    member_key, treatment_key, contacted_at, contacted_on, treatment_code, responded_at, channel, gift, own_elements,
from chosen
where responded_at::date <= getvariable('as_of')::date;
