-- measure/propensity_bands: the arms, each member in the tenth of the exported list that their propensity puts them in,
--   the best first, those held out among them.
-- reads: arms
-- writes: temp propensity_bands, one row per member; who was on no list is '(no propensity)'
create or replace temp table propensity_bands as
with tenth as (
    select
        campaign_number, member_key, is_control, delivered, is_responder, value, has_outcome, outcome_value, cost,
        stratum, propensity,
        case
            when propensity is not null
                then
                    ntile(10) over (
                        partition by propensity is null
                        order by propensity desc, rank, list_key, member_key
                    )
        end as tenth,
    from arms
    where is_compared
),

edges as (
    select tenth, min(propensity) as low, max(propensity) as high,
    from tenth
    where tenth is not null
    group by tenth
)

select
    t.campaign_number, t.member_key, t.is_control, t.delivered, t.is_responder, t.value, t.has_outcome, t.outcome_value,
    t.cost, t.stratum,
    coalesce(format('{:02d}: {:.3f} to {:.3f}', e.tenth, e.high, e.low), '(no propensity)') as slice,
from tenth as t
left join edges as e on t.tenth = e.tenth;
