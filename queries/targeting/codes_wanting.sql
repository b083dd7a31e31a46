-- targeting/codes_wanting: whether somebody is without a code that is to be made.
-- reads: coded, chosen, made_codes
-- gives: one row: members
select count(*) as members,
from chosen as c
inner join coded as d on c.plan = d.plan
anti join made_codes as m on c.plan = m.plan and c.member_key = m.member_key
where not c.is_control and d.source is null;
