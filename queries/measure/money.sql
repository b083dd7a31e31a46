-- measure/money: what the campaign cost and what it earned, in all and per contact.
--   net = incremental_value - cost; return = net / cost; gross_return takes all answers for the campaign's own.
--   break_even_rate: how many more of those contacted than of the holdout must answer for the cost to come back:
--   cost per contact / value per response.
--   gift_cost: the part of the cost that is of answers, by the plan's response_cost.
--   cost_of_all: what contacting everyone eligible would have cost, at the same cost per contact and with no more gifts
--   for answers: those whom the rules of the plan left before the limits of the list (its last two rules);
--   cost_saved = cost_of_all - cost. A value is taken as margin.
--   Missing: NULL where cost, value or holdout is, or where there is nothing to divide by.
-- reads: lift, measured_lists, arms, store.list_funnel
-- gives: one row per row of lift
with last_step as (
    select f.list_key, max(f.step) as step,
    from store.list_funnel as f
    semi join measured_lists as l on f.list_key = l.list_key
    group by f.list_key
),

eligible as (
    select max(f.remaining) as eligible,
    from last_step as s
    inner join store.list_funnel as f on s.list_key = f.list_key and s.step - 2 = f.step
),

gift as (
    select sum(gift_cost)::double as gift_cost,
    from arms
    where is_compared
)

select
    l.slice,
    l.treated as contacts,
    l.cost,
    l.cost / nullif(l.treated, 0) as cost_per_contact,
    l.answers as responses,
    l.cost_per_response,
    l.cost_per_added,
    l.value,
    l.value / nullif(l.answers, 0) as value_per_response,
    l.incremental_value,
    l.incremental_value - l.cost as net,
    net / nullif(l.treated, 0) as net_per_contact,
    l.return,
    (l.value - l.cost) / nullif(l.cost, 0) as gross_return,
    cost_per_contact / nullif(value_per_response, 0) as break_even_rate,
    break_even_rate * l.treated as break_even_responses,
    case when l.is_all = 1 then e.eligible end as eligible,
    case when l.is_all = 1 then e.eligible * ((l.cost - g.gift_cost) / nullif(l.treated, 0)) + g.gift_cost end
        as cost_of_all,
    cost_of_all - l.cost as cost_saved,
    case when l.is_all = 1 then g.gift_cost end as gift_cost,
from lift as l
cross join gift as g
cross join eligible as e
order by l.is_all desc, l.slice;
