-- score/member_before: the sums of those whose evidence changed, as they were before.
-- reads: store.member_sums, touched
-- writes: temp member_before, one row per member who had sums
create or replace temp table member_before as
select s.*
from store.member_sums as s
semi join touched as x on s.member_key = x.member_key;
