-- target/send_siblings: the contacts of a list count for the lists chosen together with it.
-- asks: plan, day (of the campaign's start)
-- reads: chosen, list_treatments, offers, send_times
-- writes: siblings
insert into siblings
select f.plan, c.member_key, f.channel, coalesce(s.send_at, getvariable('day')::timestamp) as contacted_at,
from chosen as c
inner join list_treatments as t on c.treatment = t.treatment
inner join offers as f on t.offer = f.offer and f.plan = getvariable('plan')
left join send_times as s on c.member_key = s.member_key
where not c.is_control;
