-- load/read_parquet: a Parquet file with every column turned into text.
-- asks: file
-- writes: temp incoming_file, one row per row with its number; temp ragged, empty: Parquet has no ragged rows
create or replace temp table incoming_file as
select file_row_number + 1 as _line, columns(* exclude (file_row_number))::varchar,
from read_parquet(getvariable('file'), file_row_number = true);

create or replace temp table ragged (line bigint, row_text varchar, reason varchar);
