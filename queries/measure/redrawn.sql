-- measure/redrawn: the 95 % interval of each difference by draws of the arms, and how likely so large a one is by
--   chance, two-sided.
-- reads: redraws
-- gives: one row per measure and basis: difference_low, difference_high, p_value
with placed as (
    select
        measure, basis, shift,
        row_number() over (partition by measure, basis order by shift) as place,
        count(*) over (partition by measure, basis) as draws,
    from redraws
    where shift is not null
)

select
    measure, basis,
    min(shift) filter (where place >= (draws + 1) // 40) as difference_low,
    max(shift) filter (where place <= draws + 1 - (draws + 1) // 40) as difference_high,
    least(
        1, 2 * (1 + least(count(*) filter (where shift <= 0), count(*) filter (where shift >= 0))) / (count(*) + 1)
    ) as p_value,
from placed
group by measure, basis
order by measure, basis;
