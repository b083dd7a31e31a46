-- export/seeds: addresses of one's own get what members get: a row of each treatment that goes to an address they have,
--   with its code, at the earliest time at which it goes out. They have no rank: they are on no list.
-- reads: seeds (seed, name, phone, email), handed, phones (see load/phones: each phone as members have theirs),
--   store.named_channels
-- writes: handed, one row per seed and treatment that is sent; their member_key is below zero
insert into handed by name
with sent as (
    select
        treatment, offer, campaign_id, channel, product, timing, gift, own_elements, cell, treatment_code,
        part_channel, part_cell,
        channel_needs(channel) as needs,
        min(send_at) as send_at,
        min(part_hour) as part_hour,
    from handed
    group by all
),

address as (
    select s.seed, s.name, coalesce(f.e164, s.phone) as phone, s.email,
    from seeds as s
    left join phones as f on s.phone = f.phone
)

select
    -row_number() over (order by t.treatment, a.seed) as member_key,
    'seed:' || a.name as member_id,
    a.phone, a.email,
    t.* exclude (needs),
from sent as t
inner join address as a
    on (t.needs = 'phone' and a.phone is not null) or (t.needs = 'email' and a.email is not null);
