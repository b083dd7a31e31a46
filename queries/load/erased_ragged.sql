-- load/erased_ragged: the rows that are no rows, as with too many columns, in which the id of an erased member stands.
-- asks: salt
-- reads: ragged_cells (one row per such row and text in it), store.persons, store.suppressed
-- writes: temp erased_ragged, one row per line of the file
create or replace temp table erased_ragged as
with cell as (
    select distinct line, clean(stripped(text)) as member_id,
    from ragged_cells
),

unknown as (
    select c.line, mark_of(getvariable('salt'), 'id', c.member_id) as mark,
    from cell as c
    anti join store.persons as p on c.member_id = p.member_id
    where c.member_id is not null
)

select distinct u.line,
from unknown as u
semi join store.suppressed as s on u.mark = s.mark;
