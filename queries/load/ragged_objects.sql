-- load/ragged_objects: the rows that are not JSON objects.
-- reads: ragged_json
-- writes: temp ragged_objects, one row per row
create or replace temp table ragged_objects as
select
    _row as row_number,
    row_text,
    'is not a JSON object' as reason,
    false as is_open_quote,
from ragged_json;
