-- added/pair_values: what those compared did, value by value of all that is known of them.
-- reads: pair_codes, arm_pairs, pair_levels
-- writes: temp pair_values, one row per arm, attribute or habit, and code
create temp table pair_values as
with listed as (
    from pair_codes unpivot (code for attribute in (columns(* exclude (pair_number))))
)

select
    p.is_control, l.attribute, l.code,
    count(*) filter (where p.has_outcome)::double as answered,
    sum((p.chance * v.level)::decimal(38, 12))::double as expected,
from listed as l
inner join arm_pairs as p on l.pair_number = p.pair_number
inner join pair_levels as v on p.campaign_number = v.campaign_number and p.is_control = v.is_control
where l.attribute <> '_the_same_for_everyone'
group by p.is_control, l.attribute, l.code;
