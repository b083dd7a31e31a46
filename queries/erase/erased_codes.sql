-- erase/erased_codes: treatment codes that are personal: those that nobody else carries and no list gave, and those
--   that hold the id (of five signs or more). With whoever else carries one it stays, for files will name it again.
-- reads: asked_members, store.contacts, store.former_contacts, store.responses, store.returns, store.list_treatments
-- writes: temp erased_codes, one row per person and such code: new_code, which still ties an answer to its contact;
--   is_shared, whether others carry it too
create or replace temp table erased_codes as
with told as (
    select member_key, treatment_code from store.contacts
    where treatment_code is not null
    union all
    select member_key, treatment_code from store.former_contacts
    where treatment_code is not null
    union all
    select member_key, treatment_code from store.responses
    where treatment_code is not null
    union all
    select member_key, treatment_code from store.returns
    where treatment_code is not null
),

own as (
    select distinct t.member_key, t.treatment_code, a.member_id, a.new_id,
    from told as t
    inner join asked_members as a on t.member_key = a.member_key
    anti join store.list_treatments as l on t.treatment_code = l.treatment_code
),

code as (
    select distinct treatment_code
    from own
),

shared as (
    select distinct t.treatment_code,
    from told as t
    semi join code as c on t.treatment_code = c.treatment_code
    anti join asked_members as a on t.member_key = a.member_key
),

personal as (
    select o.*, s.treatment_code is not null as is_shared,
    from own as o
    left join shared as s on o.treatment_code = s.treatment_code
    where s.treatment_code is null or (strlen(o.member_id) >= 5 and contains(o.treatment_code, o.member_id))
)

select
    member_key, treatment_code,
    new_id || '-' || row_number() over (partition by new_id order by treatment_code) as new_code,
    is_shared,
from personal;
