-- world/world_responses: who answered, when and with what value. Most answers come within a week, at nine in the
--   evening and one at noon. A few people answer who were not contacted, held out or not: that is what a holdout is
--   for. Whoever answers names the gift that they would have: their favourite more often than not, never what they
--   dislike.
-- asks: seed
-- reads: people, answering_campaigns, answering_contacts
-- writes: temp world_responses, one row per response
create or replace temp table world_responses as
with treated as (
    select member_id, campaign_id, contacted_at, channel, chance, id,
    from answering_contacts
    where not is_control and delivered
),

unasked as (
    select
        p.member_id,
        c.campaign_id,
        c.starts_on::timestamp as contacted_at,
        'shop' as channel,
        0.004 * p.responsiveness * taste(c.product, p.product[1], p.product[3]) as chance,
        c.campaign_id || '/' || p.member_id as id,
    from people as p
    cross join answering_campaigns as c
    anti join treated as t on p.member_id = t.member_id and c.campaign_id = t.campaign_id
),

answered as (
    select * from treated where draw('answers', id) < chance
    union all
    select * from unasked where draw('comes', id) < chance
)

select
    a.member_id,
    a.campaign_id,
    greatest(
        a.contacted_at + to_minutes(5),
        a.contacted_at::date + floor(-3 * ln(1 - draw('delay', a.id)))::integer
        + to_minutes(
            60 * pick('hour', a.id, [9, 11, 13, 13, 13, 18, 20, 21, 21, 21, 21, 22])
            + floor(draw('answer minute', a.id) * 60)::integer
        )
    ) as responded_at,
    a.channel,
    if(
        draw('own gift', a.id) < 0.5,
        p.gift[1 + coalesce(a.contacted_at::date >= month_start(p.drifts_in), false)::integer],
        pick('any gift', a.id, list_filter(element_options().gift, lambda x: x <> p.gift[3]))
    ) as gift,
    'order' as kind,
    rounded(2 + 4 * draw('value', a.id), 2) as value,
from answered as a
inner join people as p using (member_id)
order by a.campaign_id, a.member_id;
