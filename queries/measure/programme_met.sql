-- measure/programme_met: how many of a universal control were contacted all the same. They stay in it: taken out, those
--   left would be other people than were drawn.
-- asks: first_month, last_month
-- reads: programme_arms, store.contacts, store.treatments, store.campaigns
-- gives: one row: contaminated
with met as (
    select k.member_key
    from store.contacts as k
    where
        not k.is_control
        and k.contacted_at >= getvariable('first_month')::date::timestamp
        and k.contacted_at < getvariable('last_month')::date + interval 1 month
    union all
    select k.member_key
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where
        not k.is_control
        and k.contacted_at is null
        and c.starts_on between getvariable('first_month')::date and last_day(getvariable('last_month')::date)
)

select count(distinct m.member_key) as contaminated,
from programme_arms as m
semi join met as k on m.member_key = k.member_key
where m.arm = 'control' and coalesce(m.joined_on <= last_day(getvariable('last_month')::date), true);
