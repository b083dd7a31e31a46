-- check/sms_length: members whose text takes more segments than their offer has.
-- reads: lengths, listed
-- gives: one row per such member, the longest text first
select l.member_key, l.member_id, x.units, x.segments, x.allowed,
from lengths as x
inner join listed as l on x.member_key = l.member_key
where x.segments > x.allowed
order by x.segments desc, x.units desc, l.rank;
