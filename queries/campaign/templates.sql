-- campaign/templates: the messages of a campaign's lists, and what each contact and answer by them costs.
-- reads: standing_lists
-- gives: one row per offer of its plan: offer (its name or number), channel, gift, template, unit_cost,
--   response_cost, value_per_response (the offer's own, else the campaign's)
with written as (
    select plan, (plan -> '$.offer')::json[] as offers,
    from standing_lists
    where plan is not null
    qualify row_number() over (order by wave) = 1
),

offer as (
    select plan as whole, unnest(offers) as plan, generate_subscripts(offers, 1) as place,
    from written
)

select
    coalesce(plan ->> '$.name', place::varchar) as offer,
    plan ->> '$.channel' as channel,
    plan ->> '$.gift' as gift,
    plan ->> '$.template' as template,
    (plan ->> '$.unit_cost')::double as unit_cost,
    coalesce((plan ->> '$.response_cost')::double, 0) as response_cost,
    coalesce(plan ->> '$.value_per_response', whole ->> '$.campaign.value_per_response')::double as value_per_response,
from offer
order by place;
