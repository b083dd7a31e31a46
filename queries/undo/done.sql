-- undo/done: marks a load as undone, and forgets what undoing it took.
-- asks: load_id, undone_at, undone_by
-- writes: loads; store.said_again and the tables of former rows, without those of the load
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
