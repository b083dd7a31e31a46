-- adhoc/look_alikes: members known by look-alikes alone, whom to try first
-- gives: one row per member without evidence of their own, the highest score first
-- asks: rows (integer, 100): at most so many members
-- reads: responsiveness, members
select r.member_id, r.score, r.level, m.joined_on, r.best_channel, r.best_hour,
from responsiveness as r
inner join members as m on r.member_id = m.member_id
where r.level <> 'member'
order by r.score desc, r.member_id
limit coalesce(getvariable('rows'), 100);
