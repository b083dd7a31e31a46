-- measure/matrix: what each channel did for each product, over several campaigns.
--   contacts: members to be contacted, once a campaign. Each campaign is compared with its own holdout, the slice's
--   own controls where there are any, else all of the campaign's, each with its weight (see measure/cell_weights), by
--   what both arms can show (see measure/goals), and scaled to those contacted; then campaigns are added up:
--   incremental_responses = sum of (outcomes - control_rate * contacts), incremental_value likewise. responses, value
--   and cost are of all answers.
--   return = (incremental_value - cost) / cost, of campaigns with a holdout, a value and a cost;
--   gross_return = (value - cost) / cost, all answers taken for the campaigns' own, of those with a value and a cost.
--   A purchase without a code is an answer, as in measure/answers.
-- reads: arms
-- gives: one row per channel and product with contacts, "all" for totals, "(none)" where there is none; campaigns,
--   held_campaigns and held_contacts (with a holdout of whom something can be seen); cost, value and what rests on
--   them are NULL where no campaign has them, or where there is nothing to divide by
with member as (
    select
        campaign_number, is_control, is_responder, value, has_outcome, outcome_value, cost, weight,
        coalesce(channel, '(none)') as channel,
        coalesce(product, '(none)') as product,
    from arms
    where is_compared
),

arm as (
    select
        campaign_number, is_control,
        case when grouping(channel) = 1 then 'all' else channel end as channel,
        case when grouping(product) = 1 then 'all' else product end as product,
        grouping(channel) as is_any_channel,
        grouping(product) as is_any_product,
        count(*) as members,
        count(*) filter (where is_responder) as responses,
        case
            when count(*) filter (where is_responder) = 0 or count(value) filter (where is_responder) > 0
                then sum(value)
        end as value,
        case
            when count(*) filter (where has_outcome) = 0 or count(outcome_value) filter (where has_outcome) > 0
                then sum(outcome_value)
        end as outcome_value,
        count(*) filter (where has_outcome) as outcomes,
        count(has_outcome) as watched,
        sum(cost) as cost,
        sum(weight::decimal(38, 12))::double as weight,
        coalesce(sum(weight::decimal(38, 12)) filter (where has_outcome), 0)::double as weighted_outcomes,
        sum((weight * outcome_value::double)::decimal(38, 12))::double as weighted_value,
    from member
    group by
        grouping sets (
            (campaign_number, is_control),
            (campaign_number, is_control, channel),
            (campaign_number, is_control, product),
            (campaign_number, is_control, channel, product)
        )
),

compared as (
    select
        t.*,
        coalesce(own.members, whole.members) as control,
        if(
            own.members is null,
            whole.weighted_outcomes / nullif(whole.weight, 0),
            own.weighted_outcomes / nullif(own.weight, 0)
        ) as control_rate,
        if(
            own.members is null,
            if(whole.outcome_value is null, null, coalesce(whole.weighted_value, 0) / nullif(whole.weight, 0)),
            if(own.outcome_value is null, null, coalesce(own.weighted_value, 0) / nullif(own.weight, 0))
        ) as control_mean,
    from arm as t
    left join arm as own
        on
            own.is_control
            and own.watched > 0
            and t.campaign_number = own.campaign_number
            and t.is_any_channel = own.is_any_channel
            and t.is_any_product = own.is_any_product
            and t.channel = own.channel
            and t.product = own.product
    left join arm as whole
        on
            whole.is_control
            and whole.watched > 0
            and t.campaign_number = whole.campaign_number
            and whole.is_any_channel = 1
            and whole.is_any_product = 1
    where not t.is_control
),

added as (
    select
        *,
        (outcomes - control_rate * members)::decimal(38, 12) as added_responses,
        (outcome_value::double - control_mean * members)::decimal(38, 12) as added_value,
    from compared
),

summed as (
    select
        channel, product, is_any_channel, is_any_product,
        count(*) as campaigns,
        sum(members)::bigint as contacts,
        sum(responses)::bigint as responses,
        sum(cost)::double as cost,
        sum(responses) filter (where cost is not null)::double as paid_responses,
        sum(value)::double as value,
        sum(value - cost)::double as gross_net,
        sum(cost) filter (where value is not null)::double as gross_cost,
        count(control) as held_campaigns,
        coalesce(sum(members) filter (where control is not null), 0)::bigint as held_contacts,
        coalesce(sum(control), 0)::bigint as control,
        sum(added_responses)::double as incremental_responses,
        sum(added_value)::double as incremental_value,
        sum(added_value - cost)::double as held_net,
        sum(cost) filter (where added_value is not null)::double as held_cost,
    from added
    group by channel, product, is_any_channel, is_any_product
)

select
    channel, product, campaigns, contacts, responses,
    responses / contacts as rate,
    cost,
    cost / nullif(paid_responses, 0) as cost_per_response,
    value,
    gross_net / nullif(gross_cost, 0) as gross_return,
    held_campaigns, held_contacts, control, incremental_responses, incremental_value,
    held_net / nullif(held_cost, 0) as return,
from summed
order by is_any_channel desc, channel, is_any_product desc, product;
