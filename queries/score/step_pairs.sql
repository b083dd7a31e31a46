-- score/step_pairs: history one step ahead, on a sample of members: each contact beside every earlier contact of the
--   same member whose window had closed by the day its campaign began.
-- asks: most_pairs: how many there may be
-- reads: evidence, treatments, store.cells
-- writes: temp step_contacts, one row per contact of a sampled member; temp step_pairs, one row per pair
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

create or replace temp table step_pairs as
select
    c.contact_number,
    c.first_day - b.contacted_on as age_days,
    b.answered,
    b.rate,
    c.channel = b.channel as is_channel,
    c.product = b.product as is_product,
    c.timing = b.timing as is_timing,
    c.gift = b.gift as is_gift,
from step_contacts as c
inner join step_contacts as b on c.member_key = b.member_key and c.first_day > b.closes_on
where c.is_closed and b.is_closed;
