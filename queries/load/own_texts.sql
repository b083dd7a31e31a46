-- load/own_texts: each text that a file has of the elements of dimensions that the settings name, as it is meant: names
--   as they are written but for blanks, those that say there is none left out.
-- reads: own_written
-- writes: temp own_texts, one row per text; own_elements is NULL where nothing is left
create or replace temp table own_texts as
with written as (
    select distinct own_elements as text
    from own_written
    where own_elements is not null
),

entry as (
    select text, unnest(map_entries(text::json::map (varchar, varchar)), recursive := true),
    from written
),

meant as (
    select text, key, clean(unguarded(stripped(value))) as value
    from entry
)

select text, own_text(list(struct_pack(key := key, value := value))) as own_elements
from meant
group by text;
