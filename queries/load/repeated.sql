-- load/repeated: marks of contacts that may come twice in a file, so that only those rows are compared in full.
-- reads: typed
-- writes: temp repeated, one row per mark, with its rows
create or replace temp table repeated as
select
    hash(member_key, treatment_key, contacted_at, is_control, treatment_code) as mark,
    count(*) as contacts,
from typed
group by mark
having count(*) > 1;
