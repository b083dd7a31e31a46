-- erase/files: files outside of the workspace that hold the people asked for, or may: what was exported with them, and
--   the files that were loaded, with the rows refused of them beside.
-- reads: asked_members, store.lists, store.list_members, store.left_out, runs, loads
-- gives: one row per file as it was named then: file, holds; exports first, of which it is known
with named as (
    select l.list_id, count(*) as members,
    from store.list_members as m
    semi join asked_members as a on m.member_key = a.member_key
    inner join store.lists as l on m.list_key = l.list_key
    anti join store.left_out as o on m.list_key = o.list_key and m.member_key = o.member_key
    where not m.is_control
    group by l.list_id
),

loaded as (
    select file, kind, max(rejected) as rejected,
    from loads
    where kind <> 'campaigns' and file <> 'standard input'
    group by file, kind
),

found as (
    select distinct
        1 as place, r.detail as file, 'list ' || n.list_id || ' as exported, with ' || n.members || ' of them' as holds,
    from named as n
    inner join runs as r on r.step = 'export' and n.list_id = r.subject
    union all
    select 2 as place, file, kind || ' as loaded' as holds,
    from loaded
    union all
    select 3 as place, file || '.rejects.csv' as file, 'refused rows of ' || kind as holds,
    from loaded
    where rejected > 0
)

select file, holds, place = 1 as is_known,
from found
where exists (select 1 from asked_members)
order by place, file, holds;
