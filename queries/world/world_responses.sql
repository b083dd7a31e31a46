-- world/world_responses: who answered, when and with what value. Most answers come within a week, at nine in the
--   evening and one at noon. A few people answer who were not contacted, held out or not: that is what a holdout is
--   for.
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
    member_id,
    campaign_id,
    greatest(
        contacted_at + to_minutes(5),
        contacted_at::date + floor(-3 * ln(1 - draw('delay', id)))::integer
        + to_minutes(
            60 * pick('hour', id, [9, 11, 13, 13, 13, 18, 20, 21, 21, 21, 21, 22])
            + floor(draw('answer minute', id) * 60)::integer
        )
    ) as responded_at,
    channel,
    'order' as kind,
    rounded(2 + 4 * draw('value', id), 2) as value,
from answered
order by campaign_id, member_id;
