-- load/refused_numbers: which rows of the file are bad.
-- reads: typed_kept, ragged
-- writes: temp refused_numbers, one row per bad row. number counts the good and bad rows of the first sort, from 1, or,
--   where is_ragged, all records of the file with its header
create or replace temp table refused_numbers as
select false as is_ragged, rowid - (select min(rowid) from typed_kept) + 1 as number, false as is_open_quote,
from typed_kept
where is_bad
union all
select true as is_ragged, row_number as number, is_open_quote,
from ragged;
