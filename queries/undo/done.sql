-- undo/done: marks a load as undone, and forgets what undoing it took.
-- asks: load_id, undone_at, undone_by
-- writes: loads; without those of the load store.said_again, store.former_members, store.former_member_loads,
--   store.former_campaigns, store.former_made_campaigns, store.former_contacts and store.former_usage
update loads
set undone_at = getvariable('undone_at'), undone_by = getvariable('undone_by')
where load_id = getvariable('load_id');

delete from store.said_again
where load_id = getvariable('load_id');

delete from store.former_members
where _by_load_id = getvariable('load_id');

delete from store.former_member_loads
where _by_load_id = getvariable('load_id');

delete from store.former_campaigns
where _by_load_id = getvariable('load_id');

delete from store.former_made_campaigns
where _by_load_id = getvariable('load_id');

delete from store.former_contacts
where _by_load_id = getvariable('load_id');

delete from store.former_usage
where _by_load_id = getvariable('load_id');
