-- targeting/made_codes: codes that are made here: a ledger that begins with those that members have already.
-- reads: coded, kept_codes
-- writes: temp made_codes, one row per plan and member: code
create temp table made_codes as
select k.plan, k.member_key, k.code,
from kept_codes as k
inner join coded as d on k.plan = d.plan
where d.source is null;
