-- verify/erased: people erased of whom something is left, and hashes that are none.
-- reads: store.erased, store.persons, store.members, store.profiles, store.habits, store.unasked,
--   store.member_values, store.given_up_addresses, store.list_codes, store.suppressed
-- gives: one row per person, and one per kind of hash
with person as (
    select
        e.member_key, p.member_id,
        not regexp_full_match(p.member_id, 'erased-[0-9]+') as has_id,
        e.member_key in (select m.member_key from store.members as m) as has_row,
        e.member_key in (select f.member_key from store.profiles as f) as has_profile,
        e.member_key in (select h.member_key from store.habits as h)
        or e.member_key in (select u.member_key from store.unasked as u) as has_habits,
        e.member_key in (select v.member_key from store.member_values as v) as has_value,
        e.member_key in (select f.member_key from store.given_up_addresses as f) as has_address,
        e.member_key in (
            select g.member_key
            from store.list_codes as g
            where not regexp_full_match(g.code, 'erased-[0-9]+-c[0-9]+')
        ) as has_code,
    from store.erased as e
    left join store.persons as p on e.member_key = p.member_key
)

select
    'member_key ' || member_key as what,
    'is erased, and still has ' || concat_ws(
        ', ',
        case when has_id then 'an id' end,
        case when has_row then 'a row in store.members' end,
        case when has_profile then 'a profile' end,
        case when has_habits then 'habits' end,
        case when has_value then 'a row in store.member_values' end,
        case when has_address then 'an address' end,
        case when has_code then 'a code of their own' end
    ) as problem,
from person
where has_id or has_row or has_profile or has_habits or has_value or has_address or has_code
union all
select 'store.suppressed ' || kind as what, count(*) || ' rows that are no hash of an id, phone or e-mail' as problem,
from store.suppressed
where kind not in ('id', 'phone', 'email') or not regexp_full_match(mark, '[0-9a-f]{64}')
group by kind;
