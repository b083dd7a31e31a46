-- load/apart_here: what stands where ids do in lines that are no rows: names of columns once more, words of sums.
-- asks: apart_texts (names of columns, in small letters, and what else is no id), sum_words (a pattern)
-- reads: named_ids (ids of the file, one row each, and member_key where the file is one of contacts)
-- writes: temp apart_here, one row per id
create or replace temp table apart_here as
select member_id, member_key,
from named_ids
where
    (member_id < '0' or member_id >= ':') -- most ids are numbers, and pass by
    and (
        is_sum(member_id)
        or list_contains(coalesce(getvariable('apart_texts'), []::varchar[]), translate(lower(member_id), ' -', '__'))
    );
