-- world/asked_contacts: how the world is asked by a list: those on it, by their true tastes, as world/world_contacts
--   tells of those before. Who is asked again by a later wave decides anew.
-- asks: starts_on, month_index, wave, seed
-- reads: sent, people
-- writes: temp asked_contacts, one row per member on the list, as world_contacts has them
create or replace temp table asked_contacts as
with offered as (
    select
        s.member_id, s.campaign_id, s.channel as offer_channel, s.gift as offer_gift, s.product as offer_product,
        s.timing as offer_timing, s.cell, s.treatment_code, p.responsiveness, p.channel, p.product, p.timing, p.gift,
        1 + (coalesce(getvariable('month_index')::integer >= p.drifts_in, false))::integer as phase,
        s.campaign_id || if(getvariable('wave') > 1, '/wave ' || getvariable('wave'), '') || '/' || s.member_id as id,
    from sent as s
    inner join people as p using (member_id)
)

select
    member_id,
    campaign_id,
    getvariable('starts_on')::date + to_minutes(540 + floor(draw('minute', id) * 660)::integer) as contacted_at,
    offer_channel as channel,
    offer_gift as gift,
    coalesce(cell, 'list') as cell,
    treatment_code,
    false as is_control,
    draw('delivered', id) < 0.97 as delivered,
    channel_cost(offer_channel) as cost,
    answer_chance(
        1.0, responsiveness, offer_channel, offer_product, offer_timing, offer_gift, channel, product, timing, gift,
        phase
    ) as chance,
    id,
from offered
order by campaign_id, member_id;
