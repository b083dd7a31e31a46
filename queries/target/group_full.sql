-- target/group_full: takes out the candidates whose groups are full.
-- asks: step
-- reads: candidates
-- writes: failed, candidates, options
insert into failed
select member_key, getvariable('step') as step,
from candidates
where cell is null;

delete from options as o
using candidates as c
where o.member_key = c.member_key and c.cell is null;

delete from candidates
where cell is null;
