-- load/refused: what is wrong with each bad row: those whose columns do not read, and those that are no rows at all.
--   Of a row that names an erased member nothing is kept but its line.
-- reads: typed_rows (over the bad rows alone, each with the line it begins on), refused_erased (those that name an
--   erased member), ragged, refused_lines
-- writes: temp refused, one row per bad row
create or replace temp table refused as
select
    t.line,
    case when e.line is null then t.problem[1] else 'member_id' end as "column",
    case when e.line is null then t.problem[2] end as value,
    case when e.line is null then t.problem[3] else 'is of an erased member' end as reason,
    e.line is not null as is_erased,
from typed_rows as t
left join refused_erased as e on t.line = e.line
union all
select x.line, null as "column", left(r.row_text, 1000) as value, r.reason, false as is_erased,
from refused_lines as x
inner join ragged as r on x.number = r.row_number
where x.is_ragged;
