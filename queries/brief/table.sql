-- brief/table: the campaigns of a month, as measured, with what is known of each and of the list that was sent.
-- asks: month; latest (the last day on which anything happened, NULL: none)
-- reads: month_lifts, dated_campaigns, listed_tenths, list_aucs, store.lists
-- gives: one row per campaign, in order of time; open_until is NULL once the response window is over; listed, expected,
--   answered and auc without a list that was exported; spread, how far what comes was thought to stray from what is
--   expected (see attitude.forecasts), nor where a list of the campaign does not know it
with list as (
    select
        campaign_id,
        sum(members)::bigint as listed,
        sum(expected order by decile) as expected,
        sum(answers)::bigint as answered,
    from listed_tenths
    group by campaign_id
),

told as (
    select campaign_id, case when json_valid(constants) then (constants ->> 'spread')::double end as spread,
    from store.lists
    where status = 'exported'
),

-- where one of several lists was made before it was kept, nothing is said
spread as (
    select campaign_id, case when count(spread) = count(*) then max(spread) end as spread,
    from told
    group by campaign_id
)

select
    l.campaign_id,
    c.name,
    c.starts_on,
    case when l.closes_on > getvariable('latest')::date then l.closes_on end as open_until,
    l.contacts, l.delivered, l.responses, l.rate, l.compared_rate, l.control, l.control_rate,
    l.difference, l.difference_low, l.difference_high,
    l.incremental_responses, l.incremental_low, l.incremental_high, l.cost, l.cost_per_response,
    l.value, l.incremental_value, l.return, s.listed, s.expected, s.answered, p.spread, r.auc,
from month_lifts as l
inner join dated_campaigns as c on l.campaign_id = c.campaign_id
left join list as s on l.campaign_id = s.campaign_id
left join spread as p on s.campaign_id = p.campaign_id
left join list_aucs as r on l.campaign_id = r.campaign_id
where l.month = getvariable('month')::date
order by c.starts_on, l.campaign_id;
