-- replay/span: the months of which contacts are known, by what contact policies count.
-- reads: store.contacts, store.full_treatments
-- gives: one row: first_on and last_on, NULL where there is none; undated: contacts of which no day is known
with contact as (
    select coalesce(k.contacted_at, t.starts_on::timestamp) as contacted_at,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    where not k.is_control
)

select
    min(contacted_at)::date as first_on,
    max(contacted_at)::date as last_on,
    count(*) - count(contacted_at) as undated,
from contact;
