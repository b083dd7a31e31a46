-- erase/account: what the workspace holds of the people asked for, and what becomes of it.
-- reads: asked_members, erased_codes, erased_own_codes, store.contacts, store.responses, store.returns, store.usage,
--   store.optouts, store.lists, store.list_members, rejects, loads, store.given_up_addresses
-- gives: one row per sort of thing, without those of which there is nothing: what, rows, becomes
with listed as (
    select l.status in ('draft', 'approved') as is_to_come,
    from store.list_members as m
    semi join asked_members as a on m.member_key = a.member_key
    inner join store.lists as l on m.list_key = l.list_key
),

found as (
    select 1 as place, 'ids' as what, count(*) as rows, 'a running number each' as becomes,
    from asked_members
    union all
    select 2, 'members', count(*), 'removed, with phone, e-mail, household and every attribute',
    from asked_members
    where is_loaded
    union all
    select 3, 'contacts', count(*), 'kept without a name',
    from store.contacts
    semi join asked_members using (member_key)
    union all
    select 4, 'responses', count(*), 'kept without a name',
    from store.responses
    semi join asked_members using (member_key)
    union all
    select 5, 'returns', count(*), 'kept without a name',
    from store.returns
    semi join asked_members using (member_key)
    union all
    select 6, 'usage', count(*), 'kept without a name',
    from store.usage
    semi join asked_members using (member_key)
    union all
    select 7, 'optouts', count(*), 'kept without a name',
    from store.optouts
    semi join asked_members using (member_key)
    union all
    select 7, 'addresses they gave up', count(*), 'removed',
    from store.given_up_addresses
    semi join asked_members using (member_key)
    union all
    select 8, 'own treatment codes', count(*), 'a running number each',
    from erased_codes
    union all
    select 8, 'codes of their own', count(*), 'a running number each; nobody is given them again',
    from erased_own_codes
    union all
    select 9, 'places on lists to come', count(*), 'no file will be written with them',
    from listed
    where is_to_come
    union all
    select 10, 'places on other lists', count(*), 'kept without a name',
    from listed
    where not is_to_come
    union all
    select 11, 'refused rows, of anybody', count(*), 'what stood in them is removed',
    from rejects as r
    inner join loads as l on r.load_id = l.load_id
    where r.value is not null and l.kind <> 'campaigns' and exists (select 1 from asked_members)
)

select what, rows, becomes,
from found
where rows > 0
order by place;
