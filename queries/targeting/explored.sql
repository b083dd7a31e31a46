-- targeting/explored: the probability with which each explorer came onto the list: that of a draw at least as high as
--   the place where the list (or the offer) ended, all other draws being as they were.
-- asks: trial, that of the list; ended_at (the priority at which the list was full; NULL: everyone was taken)
-- reads: wagers, settled, used_up
-- writes: temp explored, one row per explorer: probability
-- source: normal distribution by Bowling et al., Journal of Industrial Engineering and Management 2 (2009)
create temp table explored as
with needed as (
    select
        w.*,
        -- the propensity that a draw must reach
        (greatest(coalesce(u.priority, getvariable('ended_at')), getvariable('ended_at'))::double + w.unit_cost)
        / w.value_per_response as floor_propensity,
    from wagers as w
    semi join settled as s on w.chooser_key = s.chooser_key and s.trial = getvariable('trial')
    left join used_up as u on w.offer = u.offer
),

chance as (
    select
        chooser_key,
        case
            when coalesce(floor_propensity <= 0, true) then 1
            when floor_propensity >= 1 then 0
            else
                1 - normal_share(
                    (cbrt(exp((logit(floor_propensity) - logit(propensity)) / slope)) - 1 + 1 / (9 * shape))
                    * 3 * sqrt(shape)
                )
        end as probability,
    from needed
)

select chooser_key as member_key, rounded(greatest(max(probability), 1e-6), 6) as probability,
from chance
group by chooser_key;
