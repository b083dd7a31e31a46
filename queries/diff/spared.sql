-- diff/spared: who moved by a rule that counts contacts, and was held out of a contact that it counts.
-- asks: before, after (ids of lists)
-- reads: moves, unsent, store.persons, store.lists, store.list_funnel, store.named_channels
-- writes: temp spared, one row per such member
create or replace temp table spared as
with contact_rule as (
    select
        l.list_id = getvariable('after') as is_after, f.step, f.kind,
        coalesce(l.starts_on, l.as_of)::timestamp as opens_at,
        opens_at + to_days(coalesce((l.plan ->> '$.send.days')::integer, 1)) as closes_at,
        to_days((f.about ->> '$.days')::integer) as reach,
        coalesce(f.about ->> '$.family', 'all') as family,
    from store.lists as l
    inner join store.list_funnel as f on l.list_key = f.list_key
    where
        l.list_id in (getvariable('before'), getvariable('after'))
        and f.kind in ('contacted_within', 'contact_policy', 'household_policy')
)

select distinct m.member_id,
from moves as m
inner join contact_rule as r
    on m.move = case when r.is_after then 'left' else 'joined' end and m.step = r.step and m.kind = r.kind
inner join store.persons as p on m.member_id = p.member_id
inner join unsent as u on p.member_key = u.member_key
where
    (r.family = 'all' or channel_family(u.channel) = r.family)
    and case
        when r.kind = 'contacted_within'
            then u.contacted_at::date between r.opens_at::date - r.reach and r.opens_at::date
        else u.contacted_at > r.opens_at - r.reach and u.contacted_at < r.closes_at + r.reach
    end;
