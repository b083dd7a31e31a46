-- load/member_texts: each member that a contacts file names, with its key, so that texts are cleaned and compared
--   once each, not once a contact. Whoever is new gets a key here, and a place in the workspace in load/contact_keys,
--   if a good row names them; an id that a spreadsheet shortened has none.
-- reads: address_ids, contact_texts, old_ids, store.persons
-- writes: temp member_texts, one row per text of a member id
create or replace temp table member_texts as
with blanks_off as (
    select member_id as text, stripped(member_id) as member_id, is_address(member_id) as is_address,
    from contact_texts
    where is_member
),

-- a column of which every id ends in .0 was one of numbers
asked as (
    select
        is_whole('member_id')
        or coalesce(bool_and(ends_with(member_id, '.0') and regexp_full_match(member_id, '[0-9]+[.]0')), false)
            as is_whole,
    from blanks_off
    where clean(member_id) is not null and not is_address
),

read_out as (
    select b.text, b.is_address, as_meant(b.member_id, a.is_whole) as member_id,
    from blanks_off as b
    cross join asked as a
),

held as (
    select text, any_value(member_id) filter (where place = 1) as member_id, max(place) > 1 as is_shared,
    from address_ids
    group by text
),

meant as (
    select
        r.text,
        r.is_address,
        coalesce(h.member_id, case when not r.is_address then clean(r.member_id) end) as member_id,
        coalesce(h.is_shared, false) as is_shared,
    from read_out as r
    left join held as h on r.text = h.text
),

named as (
    select m.text, m.is_address, coalesce(o.known_as, m.member_id) as member_id, m.is_shared,
    from meant as m
    left join old_ids as o on o.name = 'member_id' and m.member_id = o.id
)

select
    n.text,
    n.member_id,
    case when n.is_address then 0 else is_changed(n.text, n.member_id) end::usmallint as _changes,
    p.member_key is null as is_new,
    case
        when is_shortened(n.member_id) then null
        -- of an address that several share: below zero, and put right once the rows are read
        when n.is_shared then -dense_rank() over (partition by n.is_shared order by n.text)
        else coalesce(
            p.member_key,
            (select coalesce(max(member_key), 0) from store.persons)
            + dense_rank() over (partition by p.member_key is null order by n.member_id)
        )
    end::integer as member_key,
from named as n
left join store.persons as p on n.member_id = p.member_id
where n.member_id is not null;
