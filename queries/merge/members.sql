-- merge/members: what the members files said of the ids that become others fills what is not known of those others, the
--   longest known first; the day of joining is the earliest of them. A phone or an e-mail address of any that is not of
--   who stays was theirs: who says stop from there means them, before and after.
-- reads: merging, merged_rows (rows of store.members of all of them, put together), merged_people, store.members,
--   store.given_up_addresses
-- writes: store.members, store.given_up_addresses; temp merged_members, one row per person who stays: new_key,
--   was_loaded
create or replace temp table merged_members as
select new_key, new_key in (select m.member_key from store.members as m) as was_loaded,
from merging
group by new_key;

insert into store.given_up_addresses
with had as (
    select x.new_key as member_key, 'phone' as kind, m.phone as address,
    from store.members as m
    inner join merged_people as x on m.member_key = x.member_key
    where m.phone is not null
    union
    select x.new_key as member_key, 'email' as kind, lower(m.email) as address,
    from store.members as m
    inner join merged_people as x on m.member_key = x.member_key
    where m.email is not null
)

select h.member_key, h.kind, h.address, null as load_id,
from had as h
inner join merged_rows as r on h.member_key = r.member_key
anti join store.given_up_addresses as f
    on h.member_key = f.member_key and h.kind = f.kind and h.address = f.address
where
    (h.kind = 'phone' and not coalesce(is_same_phone(r.phone, h.address), false))
    or (h.kind = 'email' and lower(r.email) is distinct from h.address)
order by all;

delete from store.members
where member_key in (select x.member_key from merged_people as x);

insert into store.members
select * from merged_rows
order by member_key;

drop table merged_rows;
