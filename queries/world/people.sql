-- world/people: the members, and the truth about them that the tool must find again.
--   Each has a responsiveness (log-normal, moved by brand and age), and in every dimension a favourite and a disliked
--   element; the favourite of 40 % is the one typical of their age. Three in ten change their favourites once. A third
--   use what they have in some months alone, and some leave for good, more of those: uses is the chance of a month.
-- asks: members (how many), seed
-- writes: temp people, one row per member
create or replace temp table people as
with numbered as (
    select i, lpad((10000000 + i)::varchar, 9, '0') as member_id,
    from range(getvariable('members')::bigint) as r (i)
),

attributes as (
    select
        *,
        pick('surname', member_id, ['王', '李', '张', '刘', '陈', '杨', 'Smith ', 'García ', 'Müller ', 'Okafor '])
        || pick('given', member_id, ['伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '洋', '艳']) as name,
        pick('brand', member_id, ['GoTone', 'GoTone', 'GoTone', 'M-Zone', 'M-Zone', 'Easy']) as brand,
        pick('age', member_id, ['18-24', '25-34', '25-34', '35-44', '45-54', '55+']) as age_band,
        pick('region', member_id, ['north', 'south', 'east', 'west', 'centre', 'coast']) as region,
    from numbered
),

typical as (
    select
        *,
        list_position(['18-24', '25-34', '35-44', '45-54', '55+'], age_band) as age_step,
        element_options() as e,
    from attributes
),

drawn as (
    select
        *,
        case when draw('drifts', member_id) < 0.3 then 6 + floor(draw('drift', member_id) * 14)::integer end
            as drifts_in,
        case when draw('now and then', member_id) < 0.35 then 0.3 + 0.6 * draw('how often', member_id) else 1 end
            as uses,
        case
            when draw('leaves', member_id) < case when uses < 1 then 0.4 else 0.12 end
                then 3 + floor(draw('leaves in', member_id) * 24)::integer
        end as leaves_in,
        [
            case
                when draw('typical channel', member_id) < 0.4 then (['app', 'app', 'sms', 'email', 'call'])[age_step]
                else pick('channel', member_id, e.channel)
            end,
            pick('channel later', member_id, e.channel),
            pick('channel disliked', member_id, e.channel)
        ] as channel,
        [
            case
                when draw('typical product', member_id) < 0.4
                    then (['music', 'data-pack', 'voice-family', 'voice-family', 'roaming'])[age_step]
                else pick('product', member_id, e.product)
            end,
            pick('product later', member_id, e.product),
            pick('product disliked', member_id, e.product)
        ] as product,
        [
            pick('timing', member_id, e.timing), pick('timing later', member_id, e.timing),
            pick('timing disliked', member_id, e.timing)
        ] as timing,
        [
            case
                when draw('typical gift', member_id) < 0.4
                    then (['electronics', 'coupon', 'household', 'household', 'points'])[age_step]
                else pick('gift', member_id, e.gift)
            end,
            pick('gift later', member_id, e.gift),
            pick('gift disliked', member_id, e.gift)
        ] as gift,
        rounded(exp(3.6 + 0.5 * normal_draw('arpu', member_id) + case brand when 'GoTone' then 0.4 else 0 end), 2)
            as arpu,
    from typical
)

select
    member_id,
    name,
    '139' || lpad((i * 7919 % 100000000)::varchar, 8, '0') as phone,
    case when draw('has email', member_id) < 0.8 then 'm' || member_id || '@example.com' end as email,
    (date '2015-01-01' + floor(draw('joined', member_id) * 3600)::integer) as joined_on,
    brand,
    age_band,
    region,
    arpu,
    draw('wap', member_id) < 0.95 - 0.1 * age_step as handset_wap,
    drifts_in,
    uses,
    leaves_in,
    channel, product, timing, gift,
    exp(0.8 * normal_draw('responsiveness', member_id) - 0.32)
    * case brand when 'M-Zone' then 1.5 when 'GoTone' then 1.0 else 0.7 end
    * (1.25 - 0.1 * age_step) as responsiveness,
from drawn
order by member_id;
