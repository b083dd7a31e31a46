-- undo/opened: who can be written to again, for an opt-out is gone, and who no longer can, for an opt-in is.
-- reads: closed_before, opted_out (each one row per member and family of channels that is closed, before and after),
--   store.persons
-- gives: one row per family: family, opened, closed
with opened as (
    select b.member_key, b.family,
    from closed_before as b
    semi join store.persons as p on b.member_key = p.member_key
    anti join opted_out as a on b.member_key = a.member_key and a.family in (b.family, 'all')
),

closed as (
    select a.member_key, a.family,
    from opted_out as a
    anti join closed_before as b on a.member_key = b.member_key and b.family in (a.family, 'all')
),

every as (
    select family, 1 as opened, 0 as closed,
    from opened
    union all
    select family, 0 as opened, 1 as closed,
    from closed
)

select family, sum(opened)::bigint as opened, sum(closed)::bigint as closed,
from every
group by family
order by family;
