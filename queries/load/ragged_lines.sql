-- load/ragged_lines: the rows that are no rows: too many or too few columns, an open quote, a line that is not JSON.
-- reads: reject_errors (what the reader set aside)
-- writes: temp ragged_lines, one row per row, numbered as the reader counts: all records, the header being 1
create or replace temp table ragged_lines as
select
    line as row_number,
    any_value(csv_line) as row_text,
    any_value(
        case error_type
            when 'TOO MANY COLUMNS' then 'has too many columns'
            when 'MISSING COLUMNS' then 'has too few columns'
            when 'UNQUOTED VALUE' then 'has a quote that is not closed'
            else lower(error_message)
        end
    ) as reason,
    bool_or(error_type = 'UNQUOTED VALUE') as is_open_quote,
from reject_errors
group by line;
