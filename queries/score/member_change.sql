-- score/member_change: what is to be added to the sums of those who share their attributes; where all sums are made
--   anew, all of them stand for it.
-- reads: store.member_sums, touched, member_before
-- writes: temp view member_change, one row per member and sum: what it is, and what it was, taken away
create or replace temp view member_change as
select s.member_key, s.answered, s.expected,
from store.member_sums as s
semi join touched as x on s.member_key = x.member_key
union all
select member_key, -answered as answered, -expected as expected,
from member_before;
