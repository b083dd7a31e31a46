-- load/refused: the bad rows of a file: those whose columns do not read, and those that are no rows at all.
-- reads: typed_rows, ragged
-- writes: temp refused, one row per bad row. number counts the good and bad rows of the first sort, from 1, or, where
--   is_ragged, all records of the file with its header; line is filled in by whoever knows where records begin
create or replace temp table refused as
select
    false as is_ragged,
    line as number,
    null::bigint as line,
    problem[1] as "column",
    problem[2] as value,
    problem[3] as reason,
from typed_rows
where problem is not null
union all
select true as is_ragged, row_number as number, null as line, null as "column", left(row_text, 1000) as value, reason,
from ragged;
