-- load/refused_rows: which rows of the file are bad, by the order in which they were kept.
-- reads: typed_kept, ragged
-- writes: temp refused_rows, one row per bad row. number counts the good and bad rows of the first sort, from 1, or,
--   where is_ragged, all records of the file with its header
create or replace temp table refused_rows as
with first as (
    select min(rowid) as rowid,
    from typed_kept
)

select false as is_ragged, k.rowid - first.rowid + 1 as number, false as is_open_quote,
from typed_kept as k
cross join first
where k.is_bad
union all
select true as is_ragged, row_number as number, is_open_quote,
from ragged;
