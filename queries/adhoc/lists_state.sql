-- adhoc/lists_state: every send list and where it stands
-- gives: one row per list, the latest start first
-- asks: status (text, none): draft, approved, exported, sent, expired or recalled; left out: all
-- reads: lists
with asked as (
    select getvariable('status')::varchar as status,
)

select
    l.list_id, l.campaign_id, l.status, l.starts_on, l.expires_on,
    l.count_treated as contacts,
    l.count_control as controls,
    l.cost, l.expected_responses, l.expected_low, l.expected_high, l.expected_value,
from lists as l
cross join asked as a
where coalesce(l.status = a.status, a.status is null)
order by l.starts_on desc nulls last, l.list_id;
