-- world/held: how often the intervals of scores, of 90 %, hold the truth that was planted.
--   The truth of an element is the chance of an answer to it over that of the members contacted, as a score: in the
--   middle of all that an offer can have beside it; that of responsiveness is in the middle of all offers.
-- asks: months
-- reads: people (the truth), scores_found (the tool's scores)
-- gives: one row per dimension, responsiveness as one of them, with shares 0 to 1
with option as (
    select 'channel' as dimension, unnest(element_options().channel) as element
    union all
    select 'product', unnest(element_options().product)
    union all
    select 'timing', unnest(element_options().timing)
    union all
    select 'gift', unnest(element_options().gift)
),

person as (
    select
        *,
        1 + (coalesce(getvariable('months')::integer > drifts_in, false))::integer as phase,
        case when arpu > 40 then 0.46 else 0.34 end as contacted,
    from people
),

liked as (
    select
        p.member_id, o.dimension, o.element,
        answer_chance(
            1, 1,
            if(o.dimension = 'channel', o.element, null), if(o.dimension = 'product', o.element, null),
            if(o.dimension = 'timing', o.element, null), if(o.dimension = 'gift', o.element, null),
            p.channel, p.product, p.timing, p.gift, p.phase
        ) as liking,
    from person as p
    cross join option as o
),

middle as (
    select member_id, dimension, avg(liking) as liking,
    from liked
    group by member_id, dimension
),

everything as (
    select member_id, sum(ln(liking)) as log_liking,
    from middle
    group by member_id
),

chance as (
    select
        p.member_id, l.dimension, l.element, p.contacted,
        p.responsiveness * exp(e.log_liking) * l.liking / m.liking as chance,
    from person as p
    inner join everything as e on p.member_id = e.member_id
    inner join liked as l on p.member_id = l.member_id
    inner join middle as m on p.member_id = m.member_id and l.dimension = m.dimension
    union all
    select
        p.member_id, 'responsiveness' as dimension, null as element, p.contacted,
        p.responsiveness * exp(e.log_liking) as chance,
    from person as p
    inner join everything as e on p.member_id = e.member_id
),

truth as (
    select
        member_id, dimension, element,
        score_of(
            chance * sum(contacted) over beside / sum(contacted * chance) over beside
        ) as score,
    from chance
    window beside as (partition by dimension, element)
)

select
    t.dimension,
    count(*) as scores,
    avg((t.score between f.score_low and f.score_high)::integer) as held,
from truth as t
inner join scores_found as f
    on t.member_id = f.member_id and t.dimension = f.dimension and t.element is not distinct from f.element
group by t.dimension
order by t.dimension = 'responsiveness' desc, t.dimension;
