-- measure/cell_weights: what those held out weigh where a campaign has several cells: each stands for as many as were
--   contacted in their cell: weight = (treated / control of the cell) / (treated / control of all), 1 on average.
--   Always, and not only where a test finds the shares uneven: it would miss what is too small for it and yet enough to
--   shift a rate. There are none where there is one cell, and where a cell was contacted and has no holdout.
--   Uneven: the share held out differs from cell to cell by more than chance (chi-square, p < 0.001).
-- reads: weighed_cells (campaign, cell, treated, control)
-- writes: temp cell_weights, one row per campaign and cell whose held out have a weight
-- source: inverse probability weights for those treated, Imbens, Review of Economics and Statistics 86 (2004);
--   Miratrix, Sekhon and Yu, Journal of the Royal Statistical Society B 75 (2013);
--   percentage points of chi-square: Wilson and Hilferty, Proceedings of the National Academy of Sciences 17 (1931)
create or replace temp table cell_weights as
with bare_cell as (
    select distinct campaign
    from weighed_cells
    where treated > 0 and control = 0
),

whole as (
    select
        campaign, sum(treated) as treated, sum(control) as control, count(*) - 1 as freedom,
        sum(control) / sum(treated + control) as share,
    from weighed_cells
    where treated > 0 and control > 0
    group by campaign
    having count(*) > 1
),

tested as (
    select
        w.campaign, w.treated, w.control,
        sum(
            power(c.control - (c.treated + c.control) * w.share, 2)
            / ((c.treated + c.control) * w.share * (1 - w.share))
            order by c.cell
        )
        > w.freedom * power(1 - 2 / (9 * w.freedom) + 3.0902323 * sqrt(2 / (9 * w.freedom)), 3) as is_uneven,
    from whole as w
    inner join weighed_cells as c on w.campaign = c.campaign and c.treated > 0 and c.control > 0
    anti join bare_cell as b on w.campaign = b.campaign
    group by w.campaign, w.treated, w.control, w.freedom, w.share
)

select c.campaign, c.cell, c.treated / c.control * u.control / u.treated as weight, u.is_uneven,
from weighed_cells as c
inner join tested as u on c.campaign = u.campaign
where c.control > 0;
