-- backtest/calibration: do those who are said to answer with 20 % answer with 20 %?
-- asks: skip: how many campaigns at the start are left out
-- reads: predictions, replayed
-- gives: one row per tenth of the predictions, lowest first: contacts, predicted and observed responses and rates
with tenth as (
    select p.*, ntile(10) over (order by p.propensity, p.campaign_key, p.random) as decile,
    from predictions as p
    inner join replayed as c using (campaign_key)
    where c.position > getvariable('skip')
)

select
    decile,
    count(*) as contacts,
    rounded(sum(propensity::decimal(18, 12))::double, 1) as predicted,
    count(*) filter (where is_answered) as observed,
    rounded(avg(propensity::decimal(18, 12)), 5) as predicted_rate,
    rounded(count(*) filter (where is_answered) / count(*), 5) as observed_rate,
from tenth
group by decile
order by decile;
