-- targeting/held_out: who was held out, by a list that is approved or handed over or by a contacts file, as far as each
--   says when and by which channel they would have been contacted. Where both speak of a member, the file's time holds,
--   and without one that of the list.
-- asks: is_needed, whether any plan counts contacts; since (NULL: all), before which nothing counts
-- reads: store.list_members, store.list_treatments, store.lists, store.campaigns, store.contacts, store.full_treatments
-- writes: temp held_out, one row per member held out and contact that they would have had: held_at, as its source
--   says (NULL: it does not); channel (NULL: it does not say); first_at, the campaign's first day; is_planned, whether
--   nobody of its campaign is known to have been contacted yet
create temp table held_out as
with of_list as (
    select
        m.member_key, l.campaign_id, c.campaign_key, t.channel, m.send_at as held_at,
        coalesce(l.starts_on, l.as_of)::timestamp as first_at,
    from store.list_members as m
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    inner join store.lists as l on m.list_key = l.list_key
    left join store.campaigns as c on l.campaign_id = c.campaign_id
    where
        getvariable('is_needed')
        and m.is_control
        and l.status in ('approved', 'exported')
        and is_asked(m.member_key)
        and (m.send_at is null or getvariable('since') is null or m.send_at >= getvariable('since')::timestamp)
),

of_file as (
    select
        k.member_key, t.campaign_id, t.campaign_key, t.channel, k.contacted_at as held_at,
        t.starts_on::timestamp as first_at,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    where
        getvariable('is_needed')
        and k.is_control
        and is_asked(k.member_key)
        -- told apart from what follows so that older rows need not be read
        and (
            k.contacted_at is null or getvariable('since') is null
            or k.contacted_at >= getvariable('since')::timestamp
        )
),

sent as (
    select distinct t.campaign_key
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    semi join of_list as o on t.campaign_key = o.campaign_key
    where not k.is_control
)

select f.*, false as is_planned,
from of_file as f
anti join of_list as o on f.held_at is null and f.member_key = o.member_key and f.campaign_id = o.campaign_id
union all by name
select o.*, s.campaign_key is null as is_planned,
from of_list as o
left join sent as s on o.campaign_key = s.campaign_key
anti join of_file as f on f.held_at is not null and o.member_key = f.member_key and o.campaign_id = f.campaign_id;
