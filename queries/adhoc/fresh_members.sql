-- adhoc/fresh_members: members who joined lately and have no evidence of their own yet
-- gives: one row per member, the latest to join first; score and channel are those of members like them
-- asks: days (integer, 365): joined so many days before the latest member did, or later
-- asks: rows (integer, 100): at most so many members
-- reads: members, responsiveness
with asked as (
    select coalesce(getvariable('days'), 365)::integer as days, max(joined_on) as last_on,
    from members
)

select m.member_id, m.joined_on, r.score, r.level, r.best_channel, r.best_hour,
from members as m
inner join responsiveness as r on m.member_id = r.member_id
cross join asked as a
where r.level <> 'member' and m.joined_on >= a.last_on - a.days
order by m.joined_on desc, m.member_id
limit coalesce(getvariable('rows'), 100);
