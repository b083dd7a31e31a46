-- targeting/series_arms: who is contacted and who is held out by the first wave of a series: its later waves hold out
--   the same members.
-- reads: plans, store.lists, store.list_members
-- writes: temp series_arms, one row per plan that is a later wave and member of the first wave's list
create temp table series_arms as
select n.plan, m.member_key, m.is_control,
from plans as n
inner join store.lists as l on n.first_list = l.list_id
inner join store.list_members as m on l.list_key = m.list_key;
