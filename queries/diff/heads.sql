-- diff/heads: what two lists were made of, and what it took to be on them.
-- asks: before, after (ids of lists)
-- reads: store.list_members, store.list_treatments, store.lists
-- gives: one row for each, the earlier named first
with last as (
    select m.list_key, arg_max(m.rank, m.rank) as last_rank, arg_max(m.propensity::double, m.rank) as last_propensity,
    from store.list_members as m
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    where not m.is_control and coalesce(t.cell not in ('explore', 'explore offer'), true)
    group by m.list_key
)

select
    l.list_id, l.plan, l.seed, l.as_of, l.data, l.constants, l.count_treated, l.count_control,
    x.last_rank, x.last_propensity,
from store.lists as l
left join last as x on l.list_key = x.list_key
where l.list_id in (getvariable('before'), getvariable('after'))
order by l.list_id <> getvariable('before');
