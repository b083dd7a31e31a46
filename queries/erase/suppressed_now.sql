-- erase/suppressed_now: what is not to come back from a file: the ids, and the phones and e-mail addresses that no
--   other member has, beside what was kept out before. Salted hashes, so that nothing leads to anybody's facts.
-- asks: salt
-- reads: asked_members, store.members, store.address_people, store.address_holders, store.address_optouts,
--   store.suppressed
-- writes: temp suppressed_now, one row per kind and hash
create or replace temp table suppressed_now as
with as_read as ( -- as a file that names them is read
    select as_key('member_id', member_id) as id,
    from asked_members
),

told as (
    select 'id' as kind, member_id as text
    from asked_members
    union
    select 'id' as kind, clean(id) as text,
    from as_read
    union all
    select 'phone' as kind, m.phone as text,
    from store.members as m
    semi join asked_members as a on m.member_key = a.member_key
    where m.phone is not null
    union all
    select 'email' as kind, email_key(m.email) as text,
    from store.members as m
    semi join asked_members as a on m.member_key = a.member_key
    where m.email is not null
    union all
    select p.kind, p.address as text,
    from store.address_people as p
    semi join asked_members as a on p.member_key = a.member_key
    union all
    -- as opt-outs have it, also what they gave up, and an id that was held as an address
    select h.kind, h.address as text,
    from store.address_holders as h
    semi join asked_members as a on h.member_key = a.member_key
    union all
    select o.kind, o.address as text,
    from store.address_optouts as o
    inner join asked_members as a
        on
            o.is_by_id
            and (
                o.address = lower(a.member_id)
                or (phone_tail(o.address) = phone_tail(a.member_id) and is_same_phone(o.address, a.member_id))
            )
),

left_to_others as (
    select 'phone' as kind, m.phone as text,
    from store.members as m
    anti join asked_members as a on m.member_key = a.member_key
    semi join told as t on t.kind = 'phone' and m.phone = t.text
    union all
    select 'email' as kind, email_key(m.email) as text,
    from store.members as m
    anti join asked_members as a on m.member_key = a.member_key
    semi join told as t on t.kind = 'email' and email_key(m.email) = t.text
    union all
    select h.kind, h.address as text,
    from store.address_holders as h
    anti join asked_members as a on h.member_key = a.member_key
)

select t.kind, mark_of(getvariable('salt'), t.kind, t.text) as mark,
from told as t
anti join left_to_others as o on t.kind = o.kind and t.text = o.text
union
select kind, mark,
from store.suppressed;
