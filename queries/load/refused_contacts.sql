-- load/refused_contacts: which rows of a contacts file are bad. A join keeps no order, so here the rows are numbered on
--   the way, which takes its time and is done only where there is a bad row.
-- reads: typed_rows, left_out_rows, ragged
-- writes: temp refused_contacts, one row per bad row, as load/refused_rows does
create or replace temp table refused_contacts as
select false as is_ragged, line as number, false as is_open_quote,
from typed_rows
where problem is not null
union
select false as is_ragged, line as number, false as is_open_quote,
from left_out_rows
union all
select true as is_ragged, row_number as number, is_open_quote,
from ragged;
