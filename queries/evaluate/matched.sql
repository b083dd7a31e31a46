-- evaluate/matched: beside what was done with each row, what the plan would do: where it is the same, the row tells
--   what the plan would bring, for as many as the chance with which it came about says.
--   is_seen: whether the draws of the list could have done what the plan would: the row's own offer; no contact, where
--   it held out; another of its offers, where it drew offers.
-- reads: logged, chosen_then, paired
-- writes: temp matched, one row per row that was logged: action, what the plan would do: an offer of the list, 0 for no
--   contact, NULL for an offer that the list had not; weight, 1 / chance where it was done (of no contact, whichever
--   the offer: the holdout's share); log_weight, the same of the list itself without its holdout
create temp table matched as
with action as (
    select
        r.*,
        p.propensity as planned_propensity,
        case when p.row_key is null then 0 else o.list_offer end as action,
        case when r.is_control then 0 else r.list_offer end as done,
    from logged as r
    left join chosen_then as p on r.row_key = p.row_key
    left join paired as o on o.is_plan and r.list_key = o.list_key and p.offer = o.number
)

select
    *,
    coalesce(
        case
            when action = 0 then holdout_share > 0
            when action = list_offer then true
            else draws_offers and action is not null
        end,
        false
    ) as is_seen,
    case
        when not coalesce(action = done, false) then 0
        when is_control then 1 / holdout_share
        else 1 / chance
    end as weight,
    case when not is_control then 1 / (1 - holdout_share) else 0 end as log_weight,
from action;
