-- measure/redraws: what the campaign may have added to each member, told by drawing the arms anew: had it added so much
--   to everyone, what those held out brought and what those contacted brought less that are alike but for the draw.
--   Of each draw the shift at which the difference found is just that of the draw: (difference - a) / (1 - b), a the
--   difference of what they brought between the drawn arms, b that of being contacted. Quantiles of these shifts are
--   the bounds of an interval that holds, however far some members stand from the rest.
--   One order of a cell's members by hash gives as many draws as the smaller arm goes into it, none of which shares a
--   member with another.
-- asks: rounds (orders of all members), blocks (draws of each)
-- reads: spending, spending_compared, store.persons
-- writes: temp redraws, one row per measure, basis and draw: shift
-- source: Garthwaite, Biometrics 52 (1996); Ernst, Statistical Science 19 (2004)
create or replace temp table redraws as
with size as (
    select
        cell,
        count(*) as members,
        count(*) filter (where not is_control) as treated,
        least(count(*) filter (where is_control), count(*) filter (where not is_control)) as drawn,
        count(*) filter (where is_control) = drawn as is_control_drawn,
        sum(revenue)::double as revenue,
        sum(volume)::double as volume,
        sum(revenue_before)::double as revenue_before,
        sum(volume_before)::double as volume_before,
    from spending
    group by cell
),

ranked as (
    select
        r.round, s.cell, s.is_control, s.revenue, s.volume, s.revenue_before, s.volume_before,
        row_number() over (
            partition by r.round, s.cell
            order by md5_number_lower('arms/' || r.round || '/' || p.member_id), s.member_key
        ) - 1 as place,
    from spending as s
    inner join store.persons as p on s.member_key = p.member_key
    cross join range(getvariable('rounds')::bigint) as r (round)
),

block as (
    select
        k.round, k.place // z.drawn as block, k.cell,
        count(*) filter (where not k.is_control) as treated,
        sum(k.revenue)::double as revenue,
        sum(k.volume)::double as volume,
        sum(k.revenue_before)::double as revenue_before,
        sum(k.volume_before)::double as volume_before,
    from ranked as k
    inner join size as z on k.cell = z.cell
    where k.place < z.drawn * getvariable('blocks')::bigint
    group by k.round, k.place // z.drawn, k.cell
),

-- those drawn less all others, per member, turned where they stand for those contacted
parted as (
    select
        b.round, b.block, b.cell,
        z.treated / sum(z.treated) over (partition by b.round, b.block)
        * if(z.is_control_drawn, -1, 1) as sign_share,
        b.treated / z.drawn - (z.treated - b.treated) / (z.members - z.drawn) as treated,
        b.revenue / z.drawn - (z.revenue - b.revenue) / (z.members - z.drawn) as revenue,
        b.volume / z.drawn - (z.volume - b.volume) / (z.members - z.drawn) as volume,
        b.revenue_before / z.drawn - (z.revenue_before - b.revenue_before) / (z.members - z.drawn) as revenue_before,
        b.volume_before / z.drawn - (z.volume_before - b.volume_before) / (z.members - z.drawn) as volume_before,
    from block as b
    inner join size as z on b.cell = z.cell
),

draw as (
    select
        round, block,
        sum(sign_share * treated order by cell) as treated,
        sum(sign_share * revenue order by cell) as revenue,
        sum(sign_share * volume order by cell) as volume,
        sum(sign_share * revenue_before order by cell) as revenue_before,
        sum(sign_share * volume_before order by cell) as volume_before,
    from parted
    group by round, block
)

select
    c.measure, c.basis, d.round, d.block,
    (
        c.difference
        - case c.measure
            when 'revenue' then d.revenue - c.theta * d.revenue_before
            else d.volume - c.theta * d.volume_before
        end
    ) / nullif(1 - d.treated, 0) as shift,
from spending_compared as c
cross join draw as d;
