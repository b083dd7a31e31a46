-- replay/left_in_peace: who would not have been contacted at all by a campaign that contacted them, or that held them
--   out: every contact of theirs is left out, or that which they would have had. Both arms are gone through alike, so
--   they differ by the contact alone. Those held out would have had one: a campaign is left aside where of more than
--   one in a hundred of those contacted one contact is left out and a reminder stays.
-- asks: since, until (the first and the last day of the span); days (of the longest window)
-- reads: touches, capped, ways, measured, contacted, waves
-- writes: temp left_in_peace, one row per campaign, member and wave: month and channel of the latest contact left out
create or replace temp table left_in_peace as
with touched as (
    select distinct m.campaign_number, t.member_key
    from touches as t
    semi join capped as c on t.touch = c.touch
    inner join ways as w on t.way = w.way
    inner join measured as m on w.campaign_id = m.campaign_id
),

contact as (
    select
        m.campaign_number, t.member_key, t.contacted_at, t.way, w.channel, t.is_held,
        c.touch is not null as is_left_out,
    from touches as t
    inner join ways as w on t.way = w.way
    inner join measured as m on w.campaign_id = m.campaign_id
    semi join touched as s on m.campaign_number = s.campaign_number and t.member_key = s.member_key
    left join capped as c on t.touch = c.touch
    union all
    select
        k.campaign_number, k.member_key, k.contacted_at, 0 as way, null as channel, false as is_held,
        false as is_left_out,
    from contacted as k
    semi join touched as s on k.campaign_number = s.campaign_number and k.member_key = s.member_key
    where
        not k.is_control
        and (
            k.contacted_at < getvariable('since')::timestamp - to_days(getvariable('days')::integer + 1)
            or k.contacted_at >= getvariable('until')::timestamp + interval 1 day
        )
),

member as (
    select
        c.campaign_number, c.member_key,
        coalesce(w.wave, 1) as wave,
        date_trunc('month', max(c.contacted_at))::date as month,
        arg_max(c.channel, (c.contacted_at, -c.way)) as channel,
        bool_or(c.is_held) as is_held,
        bool_or(c.is_left_out) as is_touched,
        bool_and(c.is_left_out) as is_in_peace,
    from contact as c
    left join waves as w
        on
            c.campaign_number = w.campaign_number
            and c.member_key = w.member_key
            and c.contacted_at::date between w.opens_on and w.last_on
    group by c.campaign_number, c.member_key, coalesce(w.wave, 1)
),

reminding as (
    select campaign_number
    from member
    where is_touched and not is_held
    group by campaign_number
    having count(*) filter (where not is_in_peace) * 100 > count(*)
)

select m.campaign_number, m.member_key, m.wave, m.month, m.channel
from member as m
anti join reminding as r on m.campaign_number = r.campaign_number
where m.is_in_peace;
