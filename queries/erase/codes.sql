-- erase/codes: treatment codes that are personal: those that nobody else carries and no list gave, and those that hold
--   the id (of five signs or more, and carried by ten at most: others of the household may have it too).
-- reads: asked_members, store.contacts, store.responses, store.returns, store.list_treatments
-- writes: temp erased_codes, one row per person and such code: new_code, which still ties an answer to its contact
create or replace temp table erased_codes as
with told as (
    select member_key, treatment_code from store.contacts
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

carried as (
    select
        t.treatment_code,
        count(distinct t.member_key) as carriers,
        count(distinct t.member_key) filter (where a.member_key is null) as others,
    from told as t
    semi join own as o on t.treatment_code = o.treatment_code
    left join asked_members as a on t.member_key = a.member_key
    group by t.treatment_code
),

personal as (
    select o.*
    from own as o
    inner join carried as c on o.treatment_code = c.treatment_code
    where
        c.others = 0
        or (c.carriers <= 10 and strlen(o.member_id) >= 5 and contains(o.treatment_code, o.member_id))
),

numbered as (
    select treatment_code, new_id, row_number() over (partition by new_id order by treatment_code) as place,
    from personal
),

renamed as (
    select treatment_code, min(new_id || '-' || place) as new_code,
    from numbered
    group by treatment_code
)

select distinct t.member_key, t.treatment_code, r.new_code,
from told as t
inner join renamed as r on t.treatment_code = r.treatment_code;
