-- load/ids_like_addresses: ids of a file that no member has, but that are the phone or e-mail address of one.
-- reads: file_ids (member_id), store.persons, store.members
-- gives: one row: ids of the file, those that are addresses of members, the first of them and the column they would fit
with id as (
    select distinct member_id,
    from file_ids
    where member_id is not null
),

known as (
    select p.member_id,
    from store.persons as p
    semi join store.members as m on p.member_key = m.member_key
),

-- most files name members alone, and nothing is left to look at
stranger as (
    select i.member_id,
    from id as i
    anti join known as k on i.member_id = k.member_id
),

unknown as (
    select member_id, is_email(member_id) as is_email,
    from stranger
    where is_email(member_id) or (reads_as_phone(member_id) and length(phone_digits(member_id)) >= 8)
),

member as (
    select phone, lower(email) as email,
    from store.members
    where exists (select 1 from unknown)
),

found as (
    select u.member_id, 'phone' as kind
    from unknown as u
    inner join member as m on phone_tail(u.member_id) = phone_tail(m.phone) and is_same_phone(u.member_id, m.phone)
    where not u.is_email
    union
    select u.member_id, 'email' as kind
    from unknown as u
    inner join member as m on u.is_email and lower(u.member_id) = m.email
)

select
    (select count(*) from id) as ids,
    count(distinct member_id) as addresses,
    min(member_id) as first,
    arg_min(kind, member_id) as kind,
from found;
