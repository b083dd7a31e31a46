-- targeting/open_options: the options that nothing has closed so far.
-- reads: options, closings
-- writes: temp view open_options, one row per plan, member and offer
create temp view open_options as
select o.*,
from options as o
anti join closings as x on o.plan = x.plan and o.member_key = x.member_key and o.offer = x.offer;
