-- list_status/contacted: whether contacts of a list have come back, so that it was sent: contacts of its members and
--   campaign, by its codes where they carry one; of a series, of the wave.
-- asks: list_id
-- reads: store.lists, store.list_members, store.list_treatments, store.contacts, store.treatments, store.campaigns
-- gives: one row: contacts
with listed as (
    select m.member_key, t.treatment_code, c.campaign_key, l.wave, l.starts_on,
    from store.list_members as m
    inner join store.lists as l on m.list_key = l.list_key
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    inner join store.campaigns as c on l.campaign_id = c.campaign_id
    where l.list_id = getvariable('list_id') and not m.is_control
)

select count(*) as contacts,
from store.contacts as k
inner join store.treatments as x on k.treatment_key = x.treatment_key
inner join listed as m
    on
        k.member_key = m.member_key
        and x.campaign_key = m.campaign_key
        and coalesce(k.treatment_code, m.treatment_code) = m.treatment_code
        and is_of_wave(m.wave, m.starts_on, m.treatment_code, k.treatment_code, k.contacted_at)
where not k.is_control;
