-- load/ragged_stops: the rows that are no rows and in which somebody may say stop: its cells are not told apart for
--   certain, and a quote left open has swallowed all rows after it.
-- reads: ragged, replies
-- gives: one row per such row: row_number
with cell as (
    select row_number, trim(unnest(string_split_regex(row_text, '[,;|"\t]+'))) as text,
    from ragged
)

select row_number,
from ragged
where is_open_quote
union
select row_number,
from cell
where says_stop(text) or outcome_of(nullif(text, '')) in ('opted-out', 'unclear');
