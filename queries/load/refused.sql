-- load/refused: what is wrong with each bad row: those whose columns do not read, and those that are no rows at all.
--   Of a row that is left out, for it names an erased member or an address of one's own, nothing is kept but its line.
-- reads: typed_rows (over the bad rows alone, each with the line it begins on), left_out_rows (which of them are left
--   out, and why), ragged, refused_lines, erased_ragged (those of them that name an erased member)
-- writes: temp refused, one row per bad row; is_left_out: there is nothing in it to be mended
create or replace temp table refused as
select
    t.line,
    case when x.line is null then t.problem[1] else 'member_id' end as "column",
    case when x.line is null then t.problem[2] end as value,
    coalesce(x.reason, t.problem[3]) as reason,
    x.line is not null as is_left_out,
from typed_rows as t
left join left_out_rows as x on t.line = x.line
union all
select
    x.line,
    case when e.line is not null then 'member_id' end as "column",
    case when e.line is null then left(r.row_text, 1000) end as value,
    case when e.line is null then r.reason else 'is of an erased member' end as reason,
    e.line is not null as is_left_out,
from refused_lines as x
inner join ragged as r on x.number = r.row_number
left join erased_ragged as e on x.line = e.line
where x.is_ragged;
