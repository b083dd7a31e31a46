-- target/renew: makes a list that was built before the newest of its campaign; one that was recalled or never handed
--   over is a draft again. Its rows are written anew.
-- asks: list_key
-- writes: store.lists, store.list_treatments, store.list_members, store.list_funnel, store.list_exclusions,
--   store.list_choices, store.list_limits, store.list_tolls
update store.lists
set
    newest = (select max(l.newest) + 1 from store.lists as l),
    status = case when status = 'recalled' then 'draft' else status end
where list_key = getvariable('list_key');

delete from store.list_treatments
where list_key = getvariable('list_key');

delete from store.list_members
where list_key = getvariable('list_key');

delete from store.list_funnel
where list_key = getvariable('list_key');

delete from store.list_exclusions
where list_key = getvariable('list_key');

delete from store.list_choices
where list_key = getvariable('list_key');

delete from store.list_limits
where list_key = getvariable('list_key');

delete from store.list_tolls
where list_key = getvariable('list_key');
