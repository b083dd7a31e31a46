-- load/undoable: what undoing the load takes, and what undoing older ones took and is kept no longer.
-- asks: load_id; undo_loads: how many of the latest loads can be undone
-- reads: runs
-- writes: store.undo_loads, one row for the load, and none whole of before the last of them; what those had changed
--   goes from store.former_members, store.former_member_loads, store.former_campaigns, store.former_made_campaigns,
--   store.former_contacts, store.former_usage and store.said_again
insert into store.undo_loads
select
    getvariable('load_id')::integer as load_id,
    coalesce(max(run_id), 0) + 1 as run_id,
    null as settings,
    true as is_whole,
from runs;

update store.undo_loads
set is_whole = false
where is_whole and load_id <= getvariable('load_id')::integer - getvariable('undo_loads')::integer;

delete from store.former_members
where _by_load_id <= getvariable('load_id')::integer - getvariable('undo_loads')::integer;

delete from store.former_member_loads
where _by_load_id <= getvariable('load_id')::integer - getvariable('undo_loads')::integer;

delete from store.former_campaigns
where _by_load_id <= getvariable('load_id')::integer - getvariable('undo_loads')::integer;

delete from store.former_made_campaigns
where _by_load_id <= getvariable('load_id')::integer - getvariable('undo_loads')::integer;

delete from store.former_contacts
where _by_load_id <= getvariable('load_id')::integer - getvariable('undo_loads')::integer;

delete from store.former_usage
where _by_load_id <= getvariable('load_id')::integer - getvariable('undo_loads')::integer;

delete from store.said_again
where load_id <= getvariable('load_id')::integer - getvariable('undo_loads')::integer;
