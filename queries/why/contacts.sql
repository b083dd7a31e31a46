-- why/contacts: the contacts that a contact rule counts: of a member and of those of their household, loaded or
--   planned by another campaign's list, or those that they would have had, had they not been held out.
-- asks: member_key, campaign; wave, of the list where it is a later one of a series; members_asked (see why/kin)
-- reads: store.contacts, store.full_treatments, store.planned, unsent, store.named_channels
-- gives: one row per contact, latest first: contacted_at, family, campaign_id, is_own, is_planned, is_held_out
with contact as (
    select
        k.member_key, t.channel, t.campaign_id,
        coalesce(k.contacted_at, t.starts_on::timestamp) as contacted_at,
        false as is_planned, false as is_held_out,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    where not k.is_control and is_asked(k.member_key)
    union all
    select n.member_key, n.channel, n.campaign_id, n.contacted_at, true as is_planned, false as is_held_out,
    from store.planned as n
    where
        (n.campaign_id <> getvariable('campaign') or coalesce(n.wave, 1) < getvariable('wave'))
        and is_asked(n.member_key)
    union all
    select u.member_key, u.channel, u.campaign_id, u.contacted_at, u.is_planned, true as is_held_out,
    from unsent as u
    where not u.is_planned or u.campaign_id <> getvariable('campaign')
)

select
    contacted_at, channel_family(channel) as family, campaign_id,
    member_key = getvariable('member_key') as is_own,
    is_planned, is_held_out,
from contact
where contacted_at is not null
order by contacted_at desc, campaign_id, family, is_held_out;
