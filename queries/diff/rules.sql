-- diff/rules: the rules of two lists as they are kept.
-- asks: before, after (ids of lists)
-- reads: store.lists, store.list_funnel
-- gives: one row per list and rule: list_key, step, kind, about
select f.list_key, f.step, f.kind, f.about,
from store.list_funnel as f
inner join store.lists as l on f.list_key = l.list_key
where l.list_id in (getvariable('before'), getvariable('after'))
order by f.list_key, f.step;
