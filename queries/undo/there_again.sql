-- undo/there_again: later loads that brought a contact which the load had taken out.
-- asks: load_id
-- reads: store.former_contacts, store.contacts
-- gives: one row per later load: load_id, count_rows
with former as (
    select member_key, treatment_key, contacted_at, is_control, treatment_code
    from store.former_contacts
    where _by_load_id = getvariable('load_id')
)

select k.load_id, count(*) as count_rows,
from store.contacts as k
semi join former as f
    on
        k.member_key = f.member_key
        and k.treatment_key = f.treatment_key
        and k.contacted_at is not distinct from f.contacted_at
        and k.is_control = f.is_control
        and k.treatment_code is not distinct from f.treatment_code
where k.load_id > getvariable('load_id')
group by k.load_id;
