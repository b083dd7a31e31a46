-- calendar/weeks: how many contacts members have in each week that a month touches, whole weeks from Monday on.
-- asks: over (2): more contacts in a week than this are many
-- reads: month_contacts
-- gives: one row per week with contacts: week (its Monday), contacts, members (contacted in it), mean, p95 and most
--   contacts of these; members_over, those with more than over
with of_member as (
    select date_trunc('week', day)::date as week, member_key, sum(contacts) as contacts,
    from month_contacts
    group by all
)

select
    week,
    sum(contacts)::bigint as contacts,
    count(*) as members,
    sum(contacts) / count(*) as mean,
    quantile_disc(contacts, 0.95)::bigint as p95,
    max(contacts)::bigint as most,
    count(*) filter (where contacts > coalesce(getvariable('over'), 2)::integer) as members_over,
from of_member
group by week
order by week;
