-- verify/treatment_codes: codes that two treatments of lists have: an answer with one would not tell what it answers.
-- reads: store.lists, store.list_treatments
-- gives: one row per code
select
    'code ' || t.treatment_code as what,
    'stands for ' || count(*) || ' treatments, of ' || string_agg(distinct l.list_id, ', ' order by l.list_id)
        as problem,
from store.list_treatments as t
inner join store.lists as l on t.list_key = l.list_key
group by t.treatment_code
having count(*) > 1;
