-- target/standing: the lists of a campaign that may be the one at hand: same seed, same scoring day, as many members in
--   each arm; each with its fingerprint, as target/fingerprint gives that of the list at hand.
-- asks: campaign, seed
-- reads: chosen, store.lists, store.list_members, store.list_treatments, store.persons, store.scorings
-- gives: one row per list, the earliest first: list_id, plan, fingerprint
with hand as (
    select count(*) filter (where not is_control) as treated, count(*) filter (where is_control) as control,
    from chosen
),

alike as (
    select l.list_key, l.list_id, l.plan,
    from store.lists as l
    cross join hand as h
    cross join store.scorings as s
    where
        l.campaign_id = getvariable('campaign')
        and l.seed = getvariable('seed')
        and l.as_of = s.as_of
        and l.count_treated = h.treated
        and l.count_control = h.control
)

select
    l.list_id, l.plan,
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
group by l.list_key, l.list_id, l.plan
order by l.list_key;
