-- verify/salt: hashes of what is not to come back, without the salt that they were made with: they would keep
--   nobody out.
-- reads: store.meta, store.suppressed
-- gives: one row, where it is so
select 'store.meta salt' as what, 'is missing, and ' || count(*) || ' hashes were made with it' as problem,
from store.suppressed
where not exists (select 1 from store.meta as m where m.key = 'salt')
having count(*) > 0;
