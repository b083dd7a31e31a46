-- targeting/group_draws: which members a group's words are true of, and which of them its draw takes; the same on a
--   re-run.
-- reads: pool, cells, plans, verdicts (of whom one of a group's words is not true), store.persons
-- writes: temp group_draws, one row per plan, group and member it is true of
create temp table group_draws as
with outside as (
    select distinct plan, cell, member_key
    from verdicts
    where cell is not null
)

select
    c.plan, p.member_key, c.cell,
    md5_number_lower(n.seed || '/' || n.campaign || '/' || c.name || '/' || i.member_id)
    / 18446744073709551616.0 < c.share as is_drawn,
from pool as p
cross join cells as c
inner join plans as n on c.plan = n.plan
inner join store.persons as i on p.member_key = i.member_key
anti join outside as o on p.member_key = o.member_key and c.plan = o.plan and c.cell = o.cell;
