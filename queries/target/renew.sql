-- target/renew: makes a list that was built before the newest of its campaign, its funnel to be counted again.
-- asks: list_key
-- writes: store.lists, store.list_members, store.list_funnel, store.list_exclusions
update store.lists
set newest = (select max(l.newest) + 1 from store.lists as l)
where list_key = getvariable('list_key');

delete from store.list_members
where list_key = getvariable('list_key');

delete from store.list_funnel
where list_key = getvariable('list_key');

delete from store.list_exclusions
where list_key = getvariable('list_key');
