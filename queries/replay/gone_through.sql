-- replay/gone_through: the contacts of the span, each with whether the caps leave it out.
-- reads: touches, capped, ways
-- writes: temp view gone_through, one row per contact; month: its first day
create or replace temp view gone_through as
select
    t.member_key, t.is_held, t.is_planned, t.cost, w.campaign_id, w.channel,
    date_trunc('month', t.contacted_at)::date as month,
    c.touch is not null as is_left_out,
    c.bits,
from touches as t
inner join ways as w on t.way = w.way
left join capped as c on t.touch = c.touch
where not t.is_given;
