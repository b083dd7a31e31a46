-- load/arriving_contacts: the contacts of a file.
-- reads: merged_repeats, repeated, typed
-- writes: temp view arriving_contacts, one row per member, treatment, time, arm and treatment code
create or replace temp view arriving_contacts as
select
    t.member_key, t.treatment_key, t.contacted_at, t.is_control, t.treatment_code,
    t.delivered, t.cost, t.responded, t.responded_at, t.value,
from typed as t
anti join repeated as x
    on hash(t.member_key, t.treatment_key, t.contacted_at, t.is_control, t.treatment_code) = x.mark
union all
select *
from merged_repeats;
