-- load/read_csv: a delimited text file as it is; types are never guessed, so a leading zero is never lost.
-- asks: file
-- writes: temp incoming_file, one row per row with its line; temp ragged, one row per row with too few or many columns
create or replace temp table incoming_file as
select row_number() over () + 1 as _line, *,
from read_csv(
    getvariable('file'), header = true, all_varchar = true, store_rejects = true, rejects_limit = 0, sample_size = 20480
);

create or replace temp table ragged as
select line, csv_line as row_text, lower(error_message) as reason,
from reject_errors;
