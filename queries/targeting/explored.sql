-- targeting/explored: the chances with which each explorer came onto the list: that of a draw at least as high as the
--   place where the list (or the offer) ended, all other draws being as they were. Whoever is held out came as far as
--   the last one contacted; whoever is contacted, to where the list ended without them: before the first who had no
--   place.
--   A higher draw makes all offers of a member worth more, x the odds of each times as much, and which is worth most
--   may change on the way: where two are worth the same is a quadratic in x. So the line of x is cut where an offer
--   reaches its place and where another comes to be worth as much as the one given, and the pieces on which that one is
--   taken are added up.
-- asks: trial, that of the list; ended_at (the priority at which the list was full; NULL: everyone was taken); last_at
--   (that of the last one contacted, behind whom nobody is held out; NULL: everyone was taken)
-- reads: wagers, settled, used_up
-- writes: temp explored, one row per explorer: probability, of any of their offers; joint, of the one that they have
-- source: normal distribution by Bowling et al., Journal of Industrial Engineering and Management 2 (2009)
create temp table explored as
with needed as (
    select
        w.*,
        s.offer as given_offer,
        -- the propensity that a draw must reach
        (greatest(coalesce(u.priority, getvariable('ended_at')), getvariable('ended_at'))::double + w.unit_cost)
        / w.value_per_response as floor_propensity,
        case when s.is_holdout then getvariable('last_at') else getvariable('ended_at') end as end_priority,
        (greatest(coalesce(u.priority, end_priority), end_priority)::double + w.unit_cost) / w.value_per_response
            as own_floor,
        w.propensity / (1 - w.propensity) as odds,
        power(0.001, w.slope) as least_x,
        -- how many times its odds an offer must be worth to have a place; NULL: it never has
        case
            when coalesce(own_floor <= 0, true) then least_x
            when own_floor < 1 then greatest(own_floor / (1 - own_floor) / odds, least_x)
        end as floor_x,
    from wagers as w
    inner join settled as s on w.chooser_key = s.chooser_key and s.trial = getvariable('trial')
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
),

given as (
    select * from needed
    where offer = given_offer
),

-- V r x / (1 + r x) - C of both offers alike: a x x + b x + c = 0
crossing as (
    select
        g.chooser_key,
        g.unit_cost - o.unit_cost as apart,
        g.odds * o.odds * (g.value_per_response - o.value_per_response - apart) as a,
        g.value_per_response * g.odds - o.value_per_response * o.odds - apart * (g.odds + o.odds) as b,
        -apart as c,
        b * b - 4 * a * c as root,
        -- in a form that loses no digits
        -0.5 * (b + if(b < 0, -1, 1) * sqrt(greatest(root, 0))) as q,
    from given as g
    inner join needed as o on g.chooser_key = o.chooser_key and g.offer <> o.offer
),

cut as (
    select chooser_key, floor_x as x from needed
    union
    select chooser_key, least_x as x from given
    union
    select chooser_key, q / nullif(a, 0) as x from crossing
    where root >= 0
    union
    select chooser_key, c / nullif(q, 0) as x from crossing
    where root >= 0
),

piece as (
    select
        c.chooser_key, c.x,
        lead(c.x) over (partition by c.chooser_key order by c.x) as next_x,
        coalesce(sqrt(c.x * next_x), 2 * c.x) as middle,
        g.least_x, g.floor_x, g.shape, g.slope,
        g.value_per_response * g.odds * middle / (1 + g.odds * middle) - g.unit_cost as worth,
    from cut as c
    inner join given as g on c.chooser_key = g.chooser_key
    where c.x >= g.least_x
),

better as (
    select distinct p.chooser_key, p.x,
    from piece as p
    inner join needed as o on p.chooser_key = o.chooser_key and o.offer <> o.given_offer
    where
        p.middle >= o.floor_x
        and o.value_per_response * o.odds * p.middle / (1 + o.odds * p.middle) - o.unit_cost > p.worth
),

-- the chance of a draw of x or more, at both ends of each piece on which the offer is taken
taken as (
    select
        p.chooser_key,
        case
            when p.x <= p.least_x then 1
            else 1 - normal_share((cbrt(power(p.x, 1 / p.slope)) - 1 + 1 / (9 * p.shape)) * 3 * sqrt(p.shape))
        end as above,
        case
            when p.next_x is null then 0
            else 1 - normal_share((cbrt(power(p.next_x, 1 / p.slope)) - 1 + 1 / (9 * p.shape)) * 3 * sqrt(p.shape))
        end as above_next,
    from piece as p
    anti join better as b on p.chooser_key = b.chooser_key and p.x = b.x
    where p.middle >= p.floor_x
),

joint as (
    select chooser_key, sum((above - above_next)::decimal(18, 12))::double as joint,
    from taken
    group by chooser_key
)

select
    c.chooser_key as member_key,
    rounded(greatest(max(c.probability), 1e-6), 6) as probability,
    rounded(greatest(coalesce(max(j.joint), 0), 1e-9), 9) as joint,
from chance as c
left join joint as j on c.chooser_key = j.chooser_key
group by c.chooser_key;
