-- targeting/pool_codes: the codes of pools, each once, however it is written.
-- reads: pool_rows, taken_codes, kept_codes
-- writes: temp pool_codes, one row per code: place, its place among the free ones of its pool (NULL: somebody has it);
--   is_given_before: not to who gets it now
create temp table pool_codes as
with formed as (
    select source, row, code, code_form(code) as form,
    from pool_rows
    where code is not null
),

first as (
    select *,
    from formed
    qualify row_number() over (partition by form order by source, row) = 1
),

free as (
    select f.form, row_number() over (partition by f.source order by f.row) as place,
    from first as f
    anti join taken_codes as t on f.form = t.form
),

kept as (
    select distinct code_form(code) as form
    from kept_codes
)

select f.source, f.code, e.place, e.form is null and k.form is null as is_given_before,
from first as f
left join free as e on f.form = e.form
left join kept as k on f.form = k.form;
