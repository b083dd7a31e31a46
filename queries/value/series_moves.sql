-- value/series_moves: how those whom a series was for moved on the staircase, beside those whom it held out. Where
--   these have weights (see measure/cell_weights), held_rate is a weighted mean, and the interval takes as many of them
--   as would tell as much with equal weights (Kish); held_out and held_moved count members.
--   interval: hybrid score, from the Wilson interval of each rate.
-- asks: z (1.959963984540054)
-- reads: series_runs, series_people, cell_weights
-- gives: one row per series that can be looked at and move (up, stayed, down, gone), in order of time: members of each
--   arm, those who moved so, their rates and the difference with its interval; NULL where an arm has nobody
-- source: Newcombe, Statistics in Medicine 17 (1998), method 10; Kish, Survey Sampling (1965), section 8.2
with asked as (
    select coalesce(getvariable('z'), 1.959963984540054)::double as z,
),

move as (
    select unnest(['up', 'stayed', 'down', 'gone']) as move, unnest([1, 2, 3, 4]) as place,
),

weighed as (
    select p.campaign_id, p.is_control, p.move, coalesce(w.weight, 1) as weight,
    from series_people as p
    left join cell_weights as w on p.is_control and p.campaign_id = w.campaign and p.cell = w.cell
),

arm as (
    select
        w.campaign_id, w.is_control, m.move, m.place,
        count(*) as members,
        count(*) filter (where w.move = m.move) as moved,
        sum(w.weight::decimal(38, 12))::double as weight,
        sum((w.weight * w.weight)::decimal(38, 12))::double as square_weight,
        coalesce((sum(w.weight::decimal(38, 12)) filter (where w.move = m.move))::double, 0) as weighted_moved,
        min(w.weight) < max(w.weight) as is_weighted,
    from weighed as w
    cross join move as m
    group by w.campaign_id, w.is_control, m.move, m.place
),

paired as (
    select
        r.campaign_id, r.waves, r.month_before, r.month_after, m.move, m.place,
        coalesce(t.members, 0) as members,
        coalesce(t.moved, 0) as moved,
        t.moved / t.members as rate,
        coalesce(h.members, 0) as held_out,
        coalesce(h.moved, 0) as held_moved,
        if(h.is_weighted, h.weighted_moved / h.weight, h.moved / h.members) as held_rate,
        if(h.is_weighted, power(h.weight, 2) / h.square_weight, h.members) as held_effective,
    from series_runs as r
    cross join move as m
    left join arm as t on r.campaign_id = t.campaign_id and m.move = t.move and not t.is_control
    left join arm as h on r.campaign_id = h.campaign_id and m.move = h.move and h.is_control
    where r.place_before is not null and r.place_after is not null
),

wilson as (
    select
        p.*,
        (2 * p.members * p.rate + z * z - z * sqrt(z * z + 4 * p.members * p.rate * (1 - p.rate)))
        / (2 * (p.members + z * z)) as low,
        (2 * p.members * p.rate + z * z + z * sqrt(z * z + 4 * p.members * p.rate * (1 - p.rate)))
        / (2 * (p.members + z * z)) as high,
        (
            2 * p.held_effective * p.held_rate + z * z
            - z * sqrt(z * z + 4 * p.held_effective * p.held_rate * (1 - p.held_rate))
        ) / (2 * (p.held_effective + z * z)) as held_low,
        (
            2 * p.held_effective * p.held_rate + z * z
            + z * sqrt(z * z + 4 * p.held_effective * p.held_rate * (1 - p.held_rate))
        ) / (2 * (p.held_effective + z * z)) as held_high,
    from paired as p
    cross join asked
)

select
    campaign_id, waves, month_before, month_after, move, members, moved, rate, held_out, held_moved, held_rate,
    rate - held_rate as difference,
    rate - held_rate - sqrt(power(rate - low, 2) + power(held_high - held_rate, 2)) as difference_low,
    rate - held_rate + sqrt(power(high - rate, 2) + power(held_rate - held_low, 2)) as difference_high,
from wilson
order by month_before, campaign_id, place;
