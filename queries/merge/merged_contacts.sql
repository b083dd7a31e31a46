-- merge/merged_contacts: the contacts of people who become one, as those of who stays; what several had the same is
--   there once.
-- reads: store.contacts, merged_people
-- writes: temp merged_contacts, one row per contact
create or replace temp table merged_contacts as
select
    x.new_key as member_key,
    k.treatment_key,
    k.contacted_at,
    k.is_control,
    k.treatment_code,
    bool_or(k.delivered) as delivered,
    max(k.cost) as cost,
    bool_or(k.responded) as responded,
    min(k.responded_at) as responded_at,
    max(k.value) as value,
    max(k.load_id) as load_id,
from store.contacts as k
inner join merged_people as x on k.member_key = x.member_key
group by x.new_key, k.treatment_key, k.contacted_at, k.is_control, k.treatment_code;
