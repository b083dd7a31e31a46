-- measure/change: how far the monthly revenue of the campaign's products moved, among those contacted and those held
--   out: of each member the mean revenue of a known month after the campaign less that of a known month before it; a
--   member without a row of usage in a known month spent nothing in it, and a month that no file tells of is left out
--   of both. Of each arm mean and variance of that. Where there are several cells, those held out have weights (see
--   measure/cell_weights), and both are weighted.
-- reads: arms, used, used_months
-- gives: one row per arm: members, of the first wave; effective, how many with equal weights would tell as much;
--   mean_change, in money a month, and variance (NULL where no month before the campaign is known, or none after it)
with known as (
    select
        count(*) filter (where period = 'before') as before,
        count(*) filter (where period = 'after') as after,
    from used_months
    where is_known
),

spent as (
    select
        u.member_key,
        sum(u.revenue) filter (where m.period = 'before') as before,
        sum(u.revenue) filter (where m.period = 'after') as after,
    from used as u
    inner join used_months as m on u.month = m.month
    group by u.member_key
),

change as (
    select
        a.is_control, a.weight,
        coalesce(s.after, 0)::double / nullif(k.after, 0) - coalesce(s.before, 0)::double / nullif(k.before, 0)
            as change,
    from arms as a
    cross join known as k
    left join spent as s on a.member_key = s.member_key
    where a.wave = 1
),

-- in order of value, so that the last digit is always the same
summed as (
    select
        is_control,
        count(*) as members,
        min(weight) < max(weight) as is_weighted,
        avg(change order by change) as mean_change,
        var_samp(change order by change) as variance,
        sum(weight::decimal(38, 12))::double as weight,
        sum((weight * weight)::decimal(38, 12))::double as square_weight,
        sum(weight * change order by change, weight) as weighted_change,
        sum(weight * change * change order by change, weight) as square_change,
    from change
    group by is_control
),

weighed as (
    select
        *,
        if(is_weighted, power(weight, 2) / square_weight, members::double) as effective,
        weighted_change / weight as weighted_mean,
    from summed
)

select
    is_control, members, effective,
    if(is_weighted, weighted_mean, mean_change) as mean_change,
    if(
        is_weighted,
        greatest(square_change / weight - power(weighted_mean, 2), 0) * effective / nullif(effective - 1, 0),
        variance
    ) as variance,
from weighed
order by is_control;
