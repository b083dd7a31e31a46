-- targeting/send_siblings: the contacts of a list count for the lists chosen together with it; so do those that members
--   held out would have had.
-- asks: plan
-- reads: list_places, offers, plans, send_times
-- writes: siblings
insert into siblings by name
select
    s.plan, s.member_key, f.channel,
    case when n.is_dated then w.send_at else n.first_day::timestamp end as contacted_at,
from list_places as s
inner join plans as n on s.plan = n.plan
inner join offers as f on s.plan = f.plan and s.offer = f.offer
inner join send_times as w on s.plan = w.plan and s.member_key = w.member_key
where s.plan = getvariable('plan');
