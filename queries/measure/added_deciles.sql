-- measure/added_deciles: what contacts were to add by the exported list beside what they added, by tenth of it, best
--   first.
--   expected: the sum of what was foreseen of those contacted; added: lift × members, with its 95 % interval; gains:
--   the
--   share of all that was added that came of this tenth and those before it, NULL where nothing was.
-- reads: lift, added_bands (whose slices lift is of)
-- gives: one row per tenth; no row without a list that knew it
with foreseen as (
    select
        slice,
        sum(added) filter (where not is_control)::double as expected,
    from added_bands
    where added is not null
    group by slice
),

summed as (
    select
        row_number() over (order by l.slice)::integer as decile,
        l.treated, l.control, f.expected, l.rate, l.control_rate,
        l.difference, l.difference_low, l.difference_high,
        l.incremental_responses as added,
        sum(l.incremental_responses) over (order by l.slice) as added_to_here,
        sum(l.incremental_responses) over () as added_in_all,
    from lift as l
    inner join foreseen as f on l.slice = f.slice
    where l.is_all = 0
)

select
    decile, treated as members, control, expected,
    expected / nullif(treated, 0) as expected_rate,
    rate, control_rate, difference as lift, difference_low as lift_low, difference_high as lift_high,
    added,
    case when added_in_all > 0 then added_to_here / added_in_all end as gains,
from summed
order by decile;
