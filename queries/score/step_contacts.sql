-- score/step_contacts: the contacts that constants are learned from one step ahead, of as many sampled members as there
--   is room for pairs.
-- asks: most_pairs: how many there may be
-- reads: evidence, store.cells, treatments
-- writes: temp step_contacts, one row per contact of a sampled member
create or replace temp table step_contacts as
with member_pairs as (
    select member_key, draw, count(*) * count(*) as pairs,
    from evidence
    group by member_key, draw
    having count(*) <= 200
),

sampled as (
    select member_key,
    from member_pairs
    qualify sum(pairs) over (order by draw, member_key) <= getvariable('most_pairs')
),

first_day as (
    select campaign_key, min(contacted_on) as first_day,
    from store.cells
    group by campaign_key
)

select
    row_number() over (
        order by e.campaign_key, e.draw, e.member_key, e.treatment_key, e.contacted_on, e.is_answered
    ) as contact_number,
    e.member_key, e.campaign_key, e.contacted_on, e.closes_on, e.is_closed, e.is_answered::integer as answered,
    e.rate,
    f.first_day, t.channel, t.product, t.timing, t.gift,
from evidence as e
semi join sampled using (member_key)
inner join first_day as f using (campaign_key)
inner join treatments as t using (treatment_key);
