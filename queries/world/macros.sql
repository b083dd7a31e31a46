-- world/macros: draws and tastes of the built-in world.
--   draw is uniform in [0, 1) by a hash of seed, purpose and id: the same on every machine, in any order, at any size.
-- asks: seed
-- writes: temporary macros
create or replace temp macro draw(purpose, id) as
(md5_number_lower(getvariable('seed')::varchar || '/' || purpose || '/' || id) >> 11) / 9007199254740992.0;

create or replace temp macro normal_draw(purpose, id) as
sqrt(-2 * ln(1 - draw(purpose || ' a', id))) * cos(2 * pi() * draw(purpose || ' b', id));

-- one of several values, all equally likely
create or replace temp macro pick(purpose, id, options) as
options[1 + floor(draw(purpose, id) * len(options))::integer];

-- how many times as often a member answers an element: their favourite, the one they dislike, any other
create or replace temp macro taste(element, favourite, disliked) as
case element when favourite then 3.0 when disliked then 0.3 else 0.8 end;

create or replace temp macro element_options() as
{
    'channel': ['sms', 'email', 'call', 'app'],
    'product': ['voice-family', 'data-pack', 'music', 'concert', 'roaming'],
    'timing': ['daily', 'holiday', 'event'],
    'gift': ['coupon', 'points', 'household', 'electronics']
};

create or replace temp macro channel_cost(channel) as
case channel when 'sms' then 0.05 when 'email' then 0.01 when 'call' then 0.8 else 0.02 end;

create or replace temp macro month_start(month_index) as
(date '2024-12-01' + to_months(month_index))::date;

-- the true chance of an answer; phase 1 is before a member's tastes drift, 2 after, 3 holds what they dislike
create or replace temp macro answer_chance(
    appeal, responsiveness, offer_channel, offer_product, offer_timing, offer_gift, channel, product, timing, gift,
    phase
) as
least(
    0.9,
    0.05 * appeal * responsiveness
    * case offer_channel when 'call' then 1.3 when 'email' then 0.7 else 1.0 end
    * case offer_gift when 'coupon' then 1.3 when 'points' then 0.8 else 1.0 end
    * taste(offer_channel, channel[phase], channel[3])
    * taste(offer_product, product[phase], product[3])
    * taste(offer_timing, timing[phase], timing[3])
    * taste(offer_gift, gift[phase], gift[3])
);
