-- verify/seals: opt-outs, lists and who is on them, where they are not as the last step on record left them: changed by
--   another hand.
-- reads: store.seals, store.sealed, store.sealed_members, runs
-- gives: one row per thing
with latest as (
    select name, max(run_id) as run_id, arg_max(digest, run_id) as digest,
    from store.seals
    group by name
),

now as (
    select name, digest,
    from store.sealed
    union all
    select name, digest,
    from store.sealed_members
)

select
    l.name as what,
    'not as ' || coalesce(r.step || ' of ' || strftime(r.started_at, '%Y-%m-%d %H:%M'), 'a step') || ' left '
    || if(ends_with(l.name, 's'), 'them', 'it') || ' (' || split_part(l.digest, ' ', 1) || ' rows then, '
    || split_part(n.digest, ' ', 1) || ' now)' as problem,
from latest as l
inner join now as n on l.name = n.name
left join runs as r on l.run_id = r.run_id
where l.digest <> n.digest;
