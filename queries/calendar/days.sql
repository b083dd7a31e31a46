-- calendar/days: what each campaign does on each day of a month.
-- asks: month (its first day)
-- reads: month_contacts
-- gives: one row per day, campaign, channel and state, in that order: contacts
select day, campaign_id, channel, state, sum(contacts)::bigint as contacts,
from month_contacts
where date_trunc('month', day) = getvariable('month')::date
group by all
order by day, campaign_id, channel, state;
