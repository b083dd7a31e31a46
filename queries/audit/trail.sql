-- audit/trail: the audit trail, or what of it is about a list, or about a member: files that told of them and lists
--   that they are on.
-- asks: since (a day, UTC; NULL: from the first), list (an id; NULL: all), member_key (NULL: all)
-- reads: runs, store.lists, store.list_members, store.undo_loads, store.member_loads, store.contacts, store.responses,
--   store.returns, store.optouts, store.usage
-- gives: one row per step, in order: run_id, started_at, done_by, host, step, subject, rows_out, detail, command,
--   files, seconds, tool_version, engine_version, digest
with asked_list as (
    select list_id, campaign_id
    from store.lists
    where list_id = getvariable('list')
    union
    select l.list_id, l.campaign_id
    from store.lists as l
    semi join store.list_members as m on l.list_key = m.list_key and m.member_key = getvariable('member_key')
),

asked_load as (
    select load_id from store.member_loads where member_key = getvariable('member_key')
    union
    select load_id from store.contacts where member_key = getvariable('member_key')
    union
    select load_id from store.responses where member_key = getvariable('member_key')
    union
    select load_id from store.returns where member_key = getvariable('member_key')
    union
    select load_id from store.optouts where member_key = getvariable('member_key')
    union
    select load_id from store.usage where member_key = getvariable('member_key')
),

about as (
    select r.run_id
    from runs as r
    inner join asked_list as l
        on r.subject = l.list_id or (r.step = 'target' and r.detail = l.list_id)
    union
    select u.run_id
    from store.undo_loads as u
    semi join asked_load as l on u.load_id = l.load_id
)

select
    r.run_id, r.started_at, r.done_by, r.host, r.step, r.subject, r.rows_out, r.detail, r.command, r.files, r.seconds,
    r.tool_version, r.engine_version, r.digest,
from runs as r
left join about as a on r.run_id = a.run_id
where
    coalesce(r.started_at >= getvariable('since')::timestamp, true)
    and (a.run_id is not null or (getvariable('list') is null and getvariable('member_key') is null))
order by r.run_id;
