-- check/codes: members of a list whose plan gives each a code of their own, who have none.
-- asks: list_key, gives_codes
-- reads: listed, store.list_codes
-- gives: one row per member: member_id
select l.member_id,
from listed as l
anti join store.list_codes as g on l.member_key = g.member_key and g.list_key = getvariable('list_key')
where getvariable('gives_codes')
order by l.rank;
