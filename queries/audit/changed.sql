-- audit/changed: whether the latest load brought opt-outs of members, or nothing has sealed them yet: to look through
--   all of them after every file would cost a second for each two million.
-- reads: store.optouts, store.seals, loads
-- gives: one row: is_changed
select
    exists (from store.optouts as o where o.load_id = (select max(l.load_id) from loads as l))
    or not exists (from store.seals as s where s.name = 'opt-outs') as is_changed;
