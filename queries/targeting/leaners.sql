-- targeting/leaners: whose leanings are to be found out.
-- reads: candidates
-- writes: temp leaners, one row per member
create temp table leaners as
select member_key, max(rho) as rho, bool_or(is_known) as is_known,
from candidates
group by member_key;
