-- evaluate/known: how far the logged rows can tell what the plan would bring.
--   effective: Kish's effective sample size, as many rows of equal weight would tell as much.
-- reads: matched
-- gives: one row: members, lists, contacted, held_out; alike, other and none: rows for which the plan chooses the
--   list's own offer, another, nobody; absent, rows for which it chooses an offer that the list had not; unseen, rows
--   for which the draws could never do so; matched, rows where it was
--   done; weights, their sum; effective; outcomes, values: whether they are known of every row that is matched or
--   was contacted
-- source: Kish, Survey Sampling (1965)
select
    count(*) as members,
    count(distinct list_key) as lists,
    min(listed_on) as first_on,
    max(listed_on) as last_on,
    count(*) filter (where not is_control) as contacted,
    count(*) filter (where is_control) as held_out,
    count(*) filter (where action = list_offer) as alike,
    count(*) filter (where action = 0) as none,
    members - alike - none as other,
    count(*) filter (where action is null) as absent,
    count(*) filter (where not is_seen) as unseen,
    count(*) filter (where weight > 0) as matched,
    coalesce(sum(weight::decimal(38, 12)), 0)::double as weights,
    coalesce(weights * weights / nullif(sum((weight * weight)::decimal(38, 12))::double, 0), 0) as effective,
    coalesce(bool_and(outcome is not null) filter (where weight > 0 or log_weight > 0), false) as outcomes,
    coalesce(bool_and(value is not null) filter (where weight > 0 or log_weight > 0), false) as values,
from matched;
