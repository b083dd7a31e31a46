-- targeting/standing: the lists of a campaign that may be those at hand: same seed, same scoring day, as many members
--   in each arm; each with its fingerprint, as targeting/fingerprint gives those of the lists at hand.
-- asks: seed
-- reads: plans, chosen, store.lists, store.list_members, store.list_treatments, store.persons, store.scorings
-- gives: one row per list, the earliest first: plan, at hand; list_id, decided (its own plan, as JSON), fingerprint
with hand as (
    select
        n.plan, n.campaign,
        count(*) filter (where not c.is_control) as treated,
        count(*) filter (where c.is_control) as control,
    from plans as n
    left join chosen as c on n.plan = c.plan
    group by n.plan, n.campaign
),

alike as (
    select h.plan, l.list_key, l.list_id, l.plan as decided,
    from store.lists as l
    inner join hand as h on l.campaign_id = h.campaign
    cross join store.scorings as s
    where
        l.seed = getvariable('seed')
        and l.as_of = s.as_of
        and l.count_treated = h.treated
        and l.count_control = h.control
)

select
    l.plan, l.list_id, l.decided,
    coalesce(
        sum(md5_number_lower(concat_ws(
            '/', p.member_id, m.rank, t.offer, coalesce(t.cell, ''), m.is_control::integer,
            epoch_us(m.send_at)
        ))),
        0
    )::varchar as fingerprint,
from alike as l
left join store.list_members as m on l.list_key = m.list_key
left join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
left join store.persons as p on m.member_key = p.member_key
group by l.plan, l.list_key, l.list_id, l.decided
order by l.list_key;
