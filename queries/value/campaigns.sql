-- value/campaigns: what share of those contacted stood on a higher tier some months after a campaign than before it.
--   Before: at the end of the month before the campaign's; after: so many months after the campaign's. Who had gone
--   before is left out; who has gone after is not higher. Beside it stands the holdout where there is one; else
--   everybody who was not contacted, which says nothing of cause: campaigns choose whom they contact.
--   Where those held out have weights (see measure/cell_weights), others_rate is a weighted mean, and the interval
--   takes as many of them as would tell as much with equal weights (Kish); others, others_moved_up count
--   members.
--   interval: hybrid score, from the Wilson interval of each rate.
-- asks: month; after_months; state_months (of the lists in standing, in order); count_tiers; z (1.959963984540054)
-- reads: value_campaigns, value_arms, cell_weights, standing
-- gives: one row per campaign whose month before and month after both have a staircase, in order of time; NULL where
--   there is nobody to compare with; compared_with is "holdout", "holdout, weighted" or "not contacted"
-- source: Newcombe, Statistics in Medicine 17 (1998), method 10; Kish, Survey Sampling (1965), section 8.2
with asked as (
    select
        coalesce(getvariable('z'), 1.959963984540054)::double as z,
        getvariable('state_months')::date[] as state_months,
        getvariable('after_months')::integer as after_months,
        4 * getvariable('count_tiers')::integer + 5 as gone,
),

campaign as (
    select
        v.*,
        (v.month - interval 1 month)::date as month_before,
        (v.month + to_months(asked.after_months))::date as month_after,
        list_position(asked.state_months, (v.month - interval 1 month)::date) as place_before,
        list_position(asked.state_months, (v.month + to_months(asked.after_months))::date) as place_after,
    from value_campaigns as v
    cross join asked
    where place_before is not null and place_after is not null
),

arm as (
    select
        c.campaign_key,
        a.is_control,
        count(*) as members,
        count(*) filter (where (s.steps[c.place_after] - 1) // 4 < (s.steps[c.place_before] - 1) // 4) as moved_up,
        min(w.weight) < max(w.weight) as is_weighted,
        sum(w.weight::decimal(38, 12))::double as weight,
        sum((w.weight * w.weight)::decimal(38, 12))::double as square_weight,
        (sum(w.weight::decimal(38, 12)) filter (
            where (s.steps[c.place_after] - 1) // 4 < (s.steps[c.place_before] - 1) // 4
        ))::double as weighted_moved_up,
    from campaign as c
    inner join value_arms as a on c.campaign_key = a.campaign_key
    inner join standing as s on a.member_key = s.member_key
    left join cell_weights as w on a.is_control and a.campaign_key = w.campaign and a.cell = w.cell
    cross join asked
    where s.steps[c.place_before] < asked.gone
    group by c.campaign_key, a.is_control
),

place as (
    select distinct place_before, place_after,
    from campaign
),

everybody as (
    select
        p.place_before, p.place_after,
        count(*) as members,
        count(*) filter (where (s.steps[p.place_after] - 1) // 4 < (s.steps[p.place_before] - 1) // 4) as moved_up,
    from standing as s
    cross join place as p
    cross join asked
    where s.steps[p.place_before] < asked.gone
    group by p.place_before, p.place_after
),

paired as (
    select
        c.campaign_id,
        c.month,
        c.month_before,
        c.month_after,
        case
            when h.members > 0 then 'holdout' || if(h.is_weighted, ', weighted', '')
            when e.members > t.members then 'not contacted'
        end as compared_with,
        coalesce(t.members, 0) as contacted,
        coalesce(t.moved_up, 0) as moved_up,
        t.moved_up / t.members as rate,
        case when h.members > 0 then h.members else coalesce(e.members, 0) - coalesce(t.members, 0) end as others,
        case when h.members > 0 then h.moved_up else coalesce(e.moved_up, 0) - coalesce(t.moved_up, 0) end
            as others_moved_up,
        if(h.is_weighted, coalesce(h.weighted_moved_up, 0) / h.weight, others_moved_up / nullif(others, 0))
            as others_rate,
        if(h.is_weighted, power(h.weight, 2) / h.square_weight, others) as others_effective,
    from campaign as c
    left join arm as t on c.campaign_key = t.campaign_key and not t.is_control
    left join arm as h on c.campaign_key = h.campaign_key and h.is_control
    left join everybody as e on c.place_before = e.place_before and c.place_after = e.place_after
),

wilson as (
    select
        p.*,
        (2 * p.contacted * rate + z * z - z * sqrt(z * z + 4 * p.contacted * rate * (1 - rate)))
        / (2 * (p.contacted + z * z)) as low,
        (2 * p.contacted * rate + z * z + z * sqrt(z * z + 4 * p.contacted * rate * (1 - rate)))
        / (2 * (p.contacted + z * z)) as high,
        (
            2 * others_effective * others_rate + z * z
            - z * sqrt(z * z + 4 * others_effective * others_rate * (1 - others_rate))
        ) / (2 * (others_effective + z * z)) as low_others,
        (
            2 * others_effective * others_rate + z * z
            + z * sqrt(z * z + 4 * others_effective * others_rate * (1 - others_rate))
        ) / (2 * (others_effective + z * z)) as high_others,
    from paired as p
    cross join asked
)

select
    campaign_id,
    month,
    month_before,
    month_after,
    compared_with,
    contacted,
    moved_up,
    rate,
    others,
    others_moved_up,
    others_rate,
    rate - others_rate as difference,
    rate - others_rate - sqrt(power(rate - low, 2) + power(high_others - others_rate, 2)) as difference_low,
    rate - others_rate + sqrt(power(high - rate, 2) + power(others_rate - low_others, 2)) as difference_high,
from wilson
order by month, campaign_id;
