-- look/met_members: who of the members known today a members file names, each by the last row that is theirs.
-- reads: typed, store.persons, store.aliases, store.members
-- writes: temp view met_members, one row per such member with all columns of typed
create or replace temp view met_members as
with meant as (
    select t.line, coalesce(a.same_as, p.member_key) as member_key, a.same_as is null as is_own,
    from typed as t
    inner join store.persons as p on t.member_id = p.member_id
    left join store.aliases as a on p.member_key = a.member_key
),

last_row as (
    select d.line, d.member_key,
    from meant as d
    semi join store.members as m on d.member_key = m.member_key
    qualify row_number() over (partition by d.member_key order by d.is_own desc, d.line desc) = 1
)

select l.member_key, false as is_new, t.* exclude (line, member_id),
from typed as t
inner join last_row as l on t.line = l.line;
