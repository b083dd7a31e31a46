-- backtest/methods: each way of ranking over all replayed campaigns: within-campaign figures weighted by responses, so
--   that differences between campaigns, which no list can use, do not flatter any of them.
-- asks: skip: how many campaigns at the start are left out
-- reads: measures, replayed
-- gives: one row per method, best first
select
    case m.method
        when 'propensity' then 'attitude'
        when 'responses' then 'past responses'
        when 'rate' then 'past response rate'
        when 'rfm' then 'RFM'
        else m.method
    end as method,
    rounded(sum(m.auc * m.responses) / sum(m.responses), 4) as auc,
    rounded(sum(m.lift * m.responses) / sum(m.responses), 3) as top_tenth_lift,
    count(*) as campaigns,
    sum(m.contacts)::bigint as contacts,
    sum(m.responses)::bigint as responses,
from measures as m
inner join replayed as c using (campaign_key)
where m.auc is not null and c.position > getvariable('skip')
group by m.method
order by auc desc, method;
