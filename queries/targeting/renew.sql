-- targeting/renew: forgets a draft, or a list that was recalled, which is written anew under the same key.
-- asks: list_key
-- writes: store.lists, store.list_treatments, store.list_members, store.list_funnel, store.list_exclusions,
--   store.list_choices, store.list_limits, store.list_tolls
delete from store.lists
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
