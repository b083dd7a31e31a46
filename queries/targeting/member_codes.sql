-- targeting/member_codes: the code of each member whose list gives codes.
-- reads: coded, made_codes, kept_codes, pool_codes, pool_needs
-- writes: temp member_codes, one row per plan and member contacted: code; source, the pool that it is of (NULL: made
--   here)
create temp table member_codes as
select plan, member_key, code, null::varchar as source,
from made_codes
union all
select k.plan, k.member_key, k.code, d.source,
from kept_codes as k
inner join coded as d on k.plan = d.plan
where d.source is not null
union all
select n.plan, n.member_key, p.code, n.source,
from pool_needs as n
inner join pool_codes as p on n.source = p.source and n.place = p.place;
