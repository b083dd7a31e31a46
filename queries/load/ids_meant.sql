-- load/ids_meant: whom ids that somebody typed mean, read as ids of files are: the one who has it as it stands, else as
--   it is read, else whose id, known from before in another writing, reads the same.
-- reads: ids_typed (text), store.persons
-- gives: one row per text: member_id, as the workspace has it or, where nobody has it, as it is read; is_known
with blanks_off as ( -- a step each, for a macro puts its words in anew each time
    select distinct text, stripped(text) as id,
    from ids_typed
),

read_out as (
    select text, as_key('member_id', id) as id,
    from blanks_off
),

meant as (
    select text, coalesce(clean(id), text) as id,
    from read_out
),

known as (
    select m.text, p.member_id, if(p.member_id = m.text, 1, 2) as place,
    from meant as m
    inner join store.persons as p on p.member_id in (m.text, m.id)
),

as_read as (
    select member_id, as_key('member_id', member_id) as id,
    from store.persons
),

odd as (
    select member_id, id,
    from as_read
    where id <> member_id
),

found as (
    select * from known
    union all
    select m.text, o.member_id, 3 as place,
    from meant as m
    inner join odd as o on m.id = o.id
)

select
    m.text,
    coalesce(arg_min(f.member_id, (f.place, f.member_id)), any_value(m.id)) as member_id,
    count(f.member_id) > 0 as is_known,
from meant as m
left join found as f on m.text = f.text
group by m.text
order by m.text;
