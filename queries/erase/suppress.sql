-- erase/suppress: what is not to come back from a file: the ids, and the phones and e-mail addresses that no other
--   member has. Salted hashes, put in order, so that neither the table nor the place in it leads to anybody's facts.
-- asks: salt
-- reads: asked_members, store.members, store.suppressed
-- writes: store.suppressed
create or replace temp table suppressed_now as
with told as (
    select 'id' as kind, member_id as text
    from asked_members
    union
    select 'id' as kind, clean(as_key('member_id', member_id)) as text, -- as a file that names them is read
    from asked_members
    union all
    select 'phone' as kind, m.phone as text,
    from store.members as m
    semi join asked_members as a on m.member_key = a.member_key
    where m.phone is not null
    union all
    select 'email' as kind, lower(m.email) as text,
    from store.members as m
    semi join asked_members as a on m.member_key = a.member_key
    where m.email is not null
),

left_to_others as (
    select 'phone' as kind, m.phone as text,
    from store.members as m
    anti join asked_members as a on m.member_key = a.member_key
    semi join told as t on t.kind = 'phone' and m.phone = t.text
    union all
    select 'email' as kind, lower(m.email) as text,
    from store.members as m
    anti join asked_members as a on m.member_key = a.member_key
    semi join told as t on t.kind = 'email' and lower(m.email) = t.text
)

select t.kind, mark_of(getvariable('salt'), t.kind, t.text) as mark,
from told as t
anti join left_to_others as o on t.kind = o.kind and t.text = o.text
union
select kind, mark,
from store.suppressed;

delete from store.suppressed;

insert into store.suppressed
select kind, mark,
from suppressed_now
order by kind, mark;

drop table suppressed_now;
