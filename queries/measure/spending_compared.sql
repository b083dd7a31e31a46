-- measure/spending_compared: what those contacted brought beside those held out, cell by cell, each cell as many as
--   were contacted in it (see measure/stratified): as it came, and adjusted by the months before.
--   adjusted: of each member what they brought less theta times what they brought before, theta = covariance / variance
--   of the months before, of both arms together, each cell of each arm about its own mean.
-- reads: spending_arms, revenue_months
-- writes: temp spending_compared, one row per measure and basis (raw, adjusted); error: squared standard error of the
--   difference; freedom: its degrees of freedom, after Satterthwaite; no row adjusted where no month before is known,
--   or nobody differs in it; what needs the other arm is NULL without one
-- source: CUPED: Deng, Xu, Kohavi and Walker, WSDM 2013; cell by cell: Miratrix, Sekhon and Yu, Journal of the Royal
--   Statistical Society B 75 (2013)
create or replace temp table spending_compared as
with slope as (
    select measure, sum(products order by cell, is_control) / sum(squares_before order by cell, is_control) as theta,
    from spending_arms
    where exists (select 1 from revenue_months where period = 'before' and is_known)
    group by measure
    having sum(squares_before) > 0
),

basis as (
    select distinct measure, 'raw' as basis, 0 as theta,
    from spending_arms
    union all
    select measure, 'adjusted' as basis, theta,
    from slope
),

arm as (
    select
        measure, is_control,
        sum(members) as members,
        sum(squares order by cell) as squares,
        sum(squares_before order by cell) as squares_before,
        sum(products order by cell) as products,
        count(*) as cells,
    from spending_arms
    group by measure, is_control
),

cell as (
    select
        b.measure, b.basis, b.theta, s.cell, s.is_control, s.members,
        s.mean - b.theta * s.mean_before as mean,
        s.mean_before,
        coalesce(
            (s.squares - 2 * b.theta * s.products + b.theta * b.theta * s.squares_before) / nullif(s.members - 1, 0),
            (a.squares - 2 * b.theta * a.products + b.theta * b.theta * a.squares_before)
            / nullif(a.members - a.cells, 0)
        ) as variance,
    from basis as b
    inner join spending_arms as s on b.measure = s.measure
    inner join arm as a on s.measure = a.measure and s.is_control = a.is_control
),

paired as (
    select
        t.measure, t.basis, t.theta, t.cell, t.members as treated, c.members as control,
        t.members / sum(t.members) over (partition by t.measure, t.basis) as share,
        -- both arms about what the cell brought before
        t.theta
        * (t.members * t.mean_before + coalesce(c.members * c.mean_before, 0))
        / (t.members + coalesce(c.members, 0)) as usual,
        t.mean + usual as mean,
        c.mean + usual as control_mean,
        t.variance / t.members as error,
        c.variance / c.members as control_error,
    from cell as t
    left join cell as c
        on c.is_control and t.measure = c.measure and t.basis = c.basis and t.cell = c.cell
    where not t.is_control
),

summed as (
    select
        measure, basis, theta,
        sum(treated)::bigint as treated,
        coalesce(sum(control), 0)::bigint as control,
        sum(share * mean order by cell) as mean,
        sum(share * control_mean order by cell) as control_mean,
        sum(share * share * (error + control_error) order by cell) as error,
        sum(
            power(share, 4)
            * (
                power(error, 2) / greatest(treated - 1, 1) + power(control_error, 2) / greatest(control - 1, 1)
            )
            order by cell
        ) as spread,
    from paired
    group by measure, basis, theta
)

select
    measure, basis, theta, treated, control, mean, control_mean,
    mean - control_mean as difference,
    error,
    error * error / nullif(spread, 0) as freedom,
from summed;
