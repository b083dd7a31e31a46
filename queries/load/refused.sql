-- load/refused: what is wrong with each bad row: those whose columns do not read, and those that are no rows at all.
-- reads: typed_rows (over the bad rows alone, each with the line it begins on), ragged, refused_lines
-- writes: temp refused, one row per bad row
create or replace temp table refused as
select
    line,
    problem[1] as "column",
    problem[2] as value,
    problem[3] as reason,
from typed_rows
union all
select x.line, null as "column", left(r.row_text, 1000) as value, r.reason,
from refused_lines as x
inner join ragged as r on x.number = r.row_number
where x.is_ragged;
