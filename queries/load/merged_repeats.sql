-- load/merged_repeats: contacts whose mark comes twice, each once.
-- reads: repeated, typed
-- writes: temp merged_repeats, one row per member, treatment, time, arm and treatment code
create or replace temp table merged_repeats as
select
    t.member_key,
    t.treatment_key,
    t.contacted_at,
    t.is_control,
    t.treatment_code,
    bool_or(t.delivered) as delivered,
    max(t.cost) as cost,
    bool_or(t.responded) as responded,
    min(t.responded_at) as responded_at,
    max(t.value) as value,
from typed as t
semi join repeated as x
    on hash(t.member_key, t.treatment_key, t.contacted_at, t.is_control, t.treatment_code) = x.mark
group by t.member_key, t.treatment_key, t.contacted_at, t.is_control, t.treatment_code;
