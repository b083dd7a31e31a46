-- world/found: how often the tool finds a planted favourite, beside the raw response rate and chance.
--   Members with at least 8 contacts; a guess is right when the favourite of the last month has the highest score among
--   the member's elements, or the highest raw response rate (ties by the name of the element, as a sheet would sort).
-- asks: months
-- reads: people (the truth), attitudes_found (the tool's attitudes)
-- gives: one row per dimension, with shares 0 to 1
with truth as (
    select member_id, 'channel' as dimension, channel as tastes, drifts_in, from people
    union all
    select member_id, 'product', product, drifts_in, from people
    union all
    select member_id, 'timing', timing, drifts_in, from people
    union all
    select member_id, 'gift', gift, drifts_in, from people
),

favourite as (
    select
        member_id, dimension,
        tastes[1 + (coalesce(getvariable('months')::integer > drifts_in, false))::integer] as element,
    from truth
),

guess as (
    select
        member_id,
        dimension,
        arg_max(element, (score, element)) as by_score,
        arg_max(element, (responses / contacts, element)) as by_rate,
    from attitudes_found
    group by member_id, dimension
    having sum(contacts) >= 8
)

select
    f.dimension,
    count(*) as members,
    count(*) filter (where g.by_score = f.element) / count(*) as found_by_score,
    count(*) filter (where g.by_rate = f.element) / count(*) as found_by_raw_rate,
    1 / count(distinct f.element) as found_by_chance,
from favourite as f
inner join guess as g using (member_id, dimension)
group by f.dimension
order by f.dimension;
