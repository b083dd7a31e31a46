-- measure/matrix_spread: how far chance reaches in what each channel added for each product, over several campaigns:
--   the variance of incremental_responses of measure/matrix, as the sum over members of (the sum of their influences)
--   squared. A member's influence: 1 - rate or -rate where contacted; of those held out -(contacts of the slice) *
--   weight / (sum of the weights of its controls) times as much. Members of several campaigns, and those held out of
--   several, count once with all that they did; a slice of one campaign needs no look at its members. Of all together,
--   rates are by cell where there are weights.
-- reads: arms, cell_weights
-- gives: one row per row of measure/matrix, in its order: error, the standard error of incremental_responses; NULL
--   where no campaign has a holdout, or no answer differs from another
with weighed as (
    select distinct campaign from cell_weights
),

member as (
    select
        a.campaign_number, a.member_key, a.is_control, a.has_outcome, a.weight,
        coalesce(a.channel, '(none)') as channel,
        coalesce(a.product, '(none)') as product,
        if(w.campaign is null, '', a.stratum) as cell,
    from arms as a
    left join weighed as w on a.campaign_number = w.campaign
    where a.is_compared
),

counted as (
    select
        campaign_number, is_control, channel, product, cell,
        any_value(weight)::decimal(38, 12) as weight,
        count(*) * any_value(weight)::decimal(38, 12) as weights,
        count(*) filter (where has_outcome) * any_value(weight)::decimal(38, 12) as outcomes,
        count(*) filter (where has_outcome) as hits,
        count(*) as members,
        count(has_outcome) as watched,
    from member
    group by campaign_number, is_control, channel, product, cell
),

cut as (
    select unnest([1, 1, 0, 0]) as is_any_channel, unnest([1, 0, 1, 0]) as is_any_product,
),

cut_cell as (
    select
        k.* exclude (channel, product),
        c.is_any_channel, c.is_any_product,
        k.channel as own_channel,
        k.product as own_product,
        if(c.is_any_channel = 1, 'all', k.channel) as channel,
        if(c.is_any_product = 1, 'all', k.product) as product,
        if(c.is_any_channel + c.is_any_product = 2, k.cell, '') as centre,
    from counted as k
    cross join cut as c
),

rate as (
    select
        campaign_number, is_control, is_any_channel, is_any_product, channel, product, centre,
        sum(outcomes)::double / sum(weights)::double as rate,
    from cut_cell
    group by all
),

arm as (
    select
        campaign_number, is_control, is_any_channel, is_any_product, channel, product,
        sum(members)::double as members,
        sum(weights)::double as weights,
        sum(watched) as watched,
    from cut_cell
    group by all
),

slice as (
    select
        t.campaign_number, t.is_any_channel, t.is_any_product, t.channel, t.product, t.members,
        own.campaign_number is not null as is_own,
        coalesce(own.weights, whole.weights) as weights,
    from arm as t
    left join arm as own
        on
            own.is_control
            and own.watched > 0
            and t.campaign_number = own.campaign_number
            and t.is_any_channel = own.is_any_channel
            and t.is_any_product = own.is_any_product
            and t.channel = own.channel
            and t.product = own.product
    left join arm as whole
        on
            whole.is_control
            and whole.watched > 0
            and t.campaign_number = whole.campaign_number
            and whole.is_any_channel + whole.is_any_product = 2
    where not t.is_control
),

-- a slice without controls of its own has all of the campaign's
influence as (
    select
        s.is_any_channel, s.is_any_product, s.channel, s.product,
        k.campaign_number, k.is_control, k.own_channel, k.own_product, k.cell, k.members, k.hits,
        r.rate,
        min(s.campaign_number) over slice_window < max(s.campaign_number) over slice_window as is_several,
        if(k.is_control, -s.members * k.weight::double / s.weights, 1) as factor,
        -- a number in place of four names, for members are many
        dense_rank() over (order by s.is_any_channel, s.is_any_product, s.channel, s.product)::integer as place,
    from slice as s
    inner join cut_cell as k
        on
            s.campaign_number = k.campaign_number
            and if(k.is_control and not s.is_own, 1, s.is_any_channel) = k.is_any_channel
            and if(k.is_control and not s.is_own, 1, s.is_any_product) = k.is_any_product
            and if(k.is_control and not s.is_own, 'all', s.channel) = k.channel
            and if(k.is_control and not s.is_own, 'all', s.product) = k.product
    inner join rate as r
        on
            k.campaign_number = r.campaign_number
            and k.is_control = r.is_control
            and k.is_any_channel = r.is_any_channel
            and k.is_any_product = r.is_any_product
            and k.channel = r.channel
            and k.product = r.product
            and k.centre = r.centre
    where s.weights is not null
    window slice_window as (partition by s.is_any_channel, s.is_any_product, s.channel, s.product)
),

spread_alone as (
    select
        is_any_channel, is_any_product, channel, product,
        sum((factor * factor * (hits * (1 - 2 * rate) + members * rate * rate))::decimal(38, 6))::double as variance,
    from influence
    where not is_several
    group by is_any_channel, is_any_product, channel, product
),

moved as (
    select
        i.place,
        sum(in_large_steps(i.factor * (coalesce(m.has_outcome, false)::integer - i.rate))) as moved,
    from member as m
    inner join influence as i
        on
            m.campaign_number = i.campaign_number
            and m.is_control = i.is_control
            and m.channel = i.own_channel
            and m.product = i.own_product
            and m.cell = i.cell
            and i.is_several
    group by i.place, m.member_key
),

spread_placed as (
    select place, sum((moved * moved)::decimal(38, 6))::double as variance,
    from moved
    group by place
),

spread as (
    select distinct i.is_any_channel, i.is_any_product, i.channel, i.product, p.variance,
    from influence as i
    inner join spread_placed as p on i.place = p.place
    union all
    select * from spread_alone
),

listed as (
    select distinct is_any_channel, is_any_product, channel, product,
    from slice
)

select l.channel, l.product, sqrt(nullif(s.variance, 0)) as error,
from listed as l
left join spread as s
    on
        l.is_any_channel = s.is_any_channel
        and l.is_any_product = s.is_any_product
        and l.channel = s.channel
        and l.product = s.product
order by l.is_any_channel desc, l.channel, l.is_any_product desc, l.product;
