-- verify/loads: files whose account does not add up: read = kept + duplicate + updated + rejected, and each
--   rejected row kept with its reason.
-- reads: loads, rejects
-- gives: one row per load
with refused as (
    select load_id, count(*) as refused,
    from rejects
    group by load_id
)

select
    'load ' || l.load_id || ' ' || l.file as what,
    format(
        '{} read = {} kept + {} duplicate + {} updated + {} rejected; {} in rejects',
        l.rows_read, l.kept, l.duplicate, l.updated, l.rejected, coalesce(r.refused, 0)
    ) as problem,
from loads as l
left join refused as r on l.load_id = r.load_id
where
    l.rows_read <> l.kept + l.duplicate + l.updated + l.rejected
    or least(l.kept, l.duplicate, l.updated, l.rejected, l.taken_out, l.optouts) < 0
    or l.rejected <> coalesce(r.refused, 0);
