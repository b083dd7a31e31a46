-- calendar/campaigns: what each campaign does in a month.
-- asks: month (its first day)
-- reads: month_contacts, store.campaigns
-- gives: one row per campaign and state, in order of first days: channels (those it uses, with commas), first_on and
--   last_on, contacts, members (each once), days with contacts
select
    m.campaign_id,
    any_value(n.name) as name,
    any_value(n.product) as product,
    string_agg(distinct m.channel, ', ' order by m.channel) as channels,
    m.state,
    min(m.day) as first_on,
    max(m.day) as last_on,
    count(distinct m.day) as days,
    sum(m.contacts)::bigint as contacts,
    count(distinct m.member_key) as members,
from month_contacts as m
left join store.campaigns as n on m.campaign_id = n.campaign_id
where date_trunc('month', m.day) = getvariable('month')::date
group by m.campaign_id, m.state
order by first_on, m.campaign_id, m.state;
