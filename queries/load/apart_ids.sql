-- load/apart_ids: what stands where ids do in lines that are no rows: names of columns once more, words of sums.
-- asks: apart_texts (the column's own name, and what else is no id), sum_words (a pattern)
-- reads: named_ids (ids of the file, one row each, and member_key where the file is one of contacts)
-- writes: temp apart_here, one row per id
create or replace temp table apart_here as
select member_id, member_key,
from named_ids
where is_sum(member_id) or list_contains(getvariable('apart_texts'), member_id);
