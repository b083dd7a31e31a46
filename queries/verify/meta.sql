-- verify/meta: what a workspace says of itself: one version of its tables, and a salt where somebody was erased.
-- reads: store.meta, store.erased, store.suppressed
-- gives: one row per fault
select 'store.meta schema_version' as what, count(*) || ' rows, where one is to be' as problem,
from store.meta
where key = 'schema_version'
having count(*) <> 1
union all
select 'store.meta salt' as what, 'is missing, though people were erased' as problem,
from (select count(*) as rows from store.suppressed) as s
where s.rows > 0 and not exists (select 1 from store.meta as m where m.key = 'salt');
