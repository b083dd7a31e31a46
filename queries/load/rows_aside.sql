-- load/rows_aside: rows of a members file that another of the same person stands before: all of an id but the last, and
--   those by an id that was merged into one of the file.
-- reads: typed, alias_rows (member_id of today, phone, email), store.persons
-- writes: temp rows_aside, one row per such row with an address: member_key (its number), person_key, phone, email
create or replace temp table rows_aside as
with last_row as (
    select member_id, max(line) as line,
    from typed
    group by member_id
),

aside as (
    select t.member_id, t.phone, t.email,
    from typed as t
    inner join last_row as l on t.member_id = l.member_id and t.line < l.line
    union all
    select member_id, phone, email,
    from alias_rows
)

select
    row_number() over ()::integer as member_key,
    p.member_key as person_key,
    a.phone, a.email,
from aside as a
inner join store.persons as p on a.member_id = p.member_id
where a.phone is not null or a.email is not null;
