-- score/step_contacts: the contacts that constants are learned from, one step ahead: of 20,000 sampled members, and of
--   more where theirs are few. All of each member where there is room for them; else every second, third and so on,
--   from one that the member's draw says, and one at least: so what is asked stays as much however long histories are.
-- asks: most_contacts (80,000): how many there may be; most_pairs (2.5 million): how many earlier contacts may stand
--   beside them in all
-- reads: evidence, store.cells, treatments
-- writes: temp step_contacts, one row per contact that is learned from
create or replace temp table step_contacts as
with asked as (
    select
        coalesce(getvariable('most_contacts'), 80000)::bigint as most_contacts,
        coalesce(getvariable('most_pairs'), 2500000)::bigint as most_pairs
),

member as (
    select member_key, draw, count(*) as contacts,
    from evidence
    group by member_key, draw
),

sampled as (
    select m.member_key, m.contacts, a.most_contacts, a.most_pairs,
    from member as m
    cross join asked as a
    window drawn as (order by m.draw, m.member_key)
    qualify sum(m.contacts) over drawn <= a.most_contacts or row_number() over drawn <= 20000
),

step as (
    select
        greatest(
            ceil(sum(contacts) / any_value(most_contacts)),
            ceil(sum(contacts * contacts / 2) / any_value(most_pairs)),
            1
        )::bigint as step,
    from sampled
),

placed as (
    select
        e.member_key, e.draw, e.treatment_key, e.campaign_key, e.contacted_on, e.closes_on, e.is_closed, e.is_answered,
        e.rate, s.contacts, least(k.step, s.contacts) as step,
        row_number() over (
            partition by e.member_key order by e.contacted_on, t.name_order, e.is_answered
        ) as place,
        t.channel, t.product, t.timing, t.gift,
    from evidence as e
    inner join sampled as s on e.member_key = s.member_key
    inner join treatments as t on e.treatment_key = t.treatment_key
    cross join step as k
),

first_day as (
    select campaign_key, min(contacted_on) as first_day,
    from store.cells
    group by campaign_key
)

select
    row_number() over (
        order by p.campaign_key, p.draw, p.member_key, p.treatment_key, p.contacted_on, p.is_answered
    ) as contact_number,
    p.member_key, p.campaign_key, p.treatment_key, p.contacted_on, p.closes_on, p.is_closed,
    p.is_answered::integer as answered, p.rate, f.first_day, p.channel, p.product, p.timing, p.gift,
from placed as p
inner join first_day as f using (campaign_key)
where (p.place + p.draw) % p.step = 0;
