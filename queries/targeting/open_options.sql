-- targeting/open_options: the options that nothing has closed so far.
-- reads: options, closings
-- writes: temp view open_options, one row per plan, member and offer: is_final, as of what closes them; all of them
--   twice, for where plans are chosen together some are open before the choice that are not in the end
create temp view open_options as
with looked_at as (
    select true as is_final, *
    from options
    union all
    select false as is_final, *
    from options
)

select o.*,
from looked_at as o
anti join closings as x
    on o.is_final = x.is_final and o.plan = x.plan and o.member_key = x.member_key and o.offer = x.offer;
