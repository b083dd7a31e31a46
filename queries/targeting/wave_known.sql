-- targeting/wave_known: what is known of the waves of a series so far.
-- asks: campaign; before, the list of the wave before
-- reads: store.lists, store.list_treatments, store.treatments, store.campaigns, store.contacts, store.direct_answers,
--   store.responses
-- gives: one row: contacts, how many of that wave are loaded; answers, how many to the series; last_on, the day of the
--   latest answer to whatever campaign (NULL: none has a day)
with wave as (
    select list_key, campaign_id, starts_on, coalesce(wave, 1) as wave,
    from store.lists
    where list_id = getvariable('before')
),

contact as (
    select count(*) as contacts,
    from wave as w
    inner join store.campaigns as c on w.campaign_id = c.campaign_id
    inner join store.treatments as x on c.campaign_key = x.campaign_key
    inner join store.contacts as k on x.treatment_key = k.treatment_key
    left join store.list_treatments as t on w.list_key = t.list_key and k.treatment_code = t.treatment_code
    where
        not k.is_control
        and is_of_wave(w.wave, w.starts_on, t.treatment_code, k.treatment_code, k.contacted_at)
),

answer as (
    select count(*) as answers,
    from store.direct_answers as a
    inner join store.campaigns as c on a.campaign_key = c.campaign_key
    where c.campaign_id = getvariable('campaign')
),

latest as (
    select max(responded_at)::date as last_on,
    from store.responses
)

select k.contacts, a.answers, l.last_on,
from contact as k
cross join answer as a
cross join latest as l;
