-- value/gone_chances: how likely each member is to bring no revenue in the months to come.
--   The log-odds that months with revenue alone give, and what else is known, each by its weight.
-- asks: weights, as JSON: one number for each variable, and for level and log_odds
-- reads: gone_variables, gone_odds
-- writes: temp gone_chances, one row per member of gone_variables: chance is kept to four places
create or replace temp table gone_chances as
with told as (
    select w.*,
    from (
        select
            unnest(
                from_json(
                    getvariable('weights')::json,
                    '[{"level": "double", "log_odds": "double", "spend": "double", "trend": "double",'
                    ' "answers": "double", "contacts": "double", "tenure": "double"}]'
                ),
                recursive := true
            )
    ) as w
)

select
    v.member_key,
    rounded(
        1 / (
            1 + exp(
                -(
                    w.level + w.log_odds * o.log_odds + w.spend * v.spend + w.trend * v.trend
                    + w.answers * v.answers + w.contacts * v.contacts + w.tenure * v.tenure
                )
            )
        ), 4
    )::decimal(5, 4) as chance,
from gone_variables as v
inner join gone_odds as o
    on v.with_revenue = o.with_revenue and v.latest = o.latest and v.occasions = o.occasions
cross join told as w
where v.landmark = 0;
