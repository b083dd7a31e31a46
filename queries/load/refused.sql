-- load/refused: the bad rows of a file: those whose columns do not read, and those that are no rows at all. Numbers are
--   those of records, the header being 1; ragged rows stand between the others and push them on.
-- reads: typed_rows, ragged
-- writes: temp refused, one row per bad row; line is filled in by whoever knows where records begin
create or replace temp table refused as
with odd as (
    select row_number, row_text, reason, row_number() over (order by row_number) as count_before,
    from ragged
),

bad as (
    select line, problem
    from typed_rows
    where problem is not null
)

select
    b.line + 1 + coalesce(max(o.count_before), 0) as row_number,
    null::bigint as line,
    b.problem[1] as "column",
    b.problem[2] as value,
    b.problem[3] as reason,
from bad as b
-- the n-th ragged row comes before a good row if its number, less the ragged rows before it, is not larger
left join odd as o on o.row_number - o.count_before < b.line + 1
group by b.line, b.problem
union all
select row_number, null as line, null as "column", left(row_text, 1000) as value, reason,
from odd;
