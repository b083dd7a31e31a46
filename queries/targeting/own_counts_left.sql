-- targeting/own_counts_left: what is left of members' own counts while no contact is near: all of them.
-- reads: windows, own_counts
-- writes: contacts_left
insert into contacts_left
select w.plan, w.step, o.member_key as unit, o.most as room,
from windows as w
cross join own_counts as o
where w.is_own;
