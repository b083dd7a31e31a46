-- targeting/outbid: those to whom an open offer would bring something, but less than the price of the room it takes.
-- reads: open_options, offers
-- writes: temp outbid, one row per plan and member
create temp table outbid as
select o.plan, o.member_key,
from open_options as o
inner join offers as f on o.plan = f.plan and o.offer = f.offer
where o.is_final
group by o.plan, o.member_key
having max(o.value + f.bonus) > 0;
