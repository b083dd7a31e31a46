-- targeting/chosen: the lists: who is on each with which treatment.
-- reads: list_places, options, plans, list_treatments, group_places, explored, send_times
-- writes: temp chosen, one row per plan and member of its list or holdout; send_at is NULL where the plan does not say
--   when it begins: the day of the scores, from which its rules count, is past
create temp table chosen as
select
    s.plan, s.member_key, t.treatment, s.rank, s.propensity,
    as_money(o.value) as expected_value,
    o.unasked, o.added,
    s.is_holdout as is_control,
    (coalesce(e.probability, 1) * case when s.is_holdout then n.holdout_share::double else 1 end)::decimal(18, 12)
        as selection_probability,
    case when n.is_dated then w.send_at end as send_at,
from list_places as s
inner join plans as n on s.plan = n.plan
left join group_places as c on s.plan = c.plan and s.member_key = c.member_key and c.is_final
inner join options as o on s.plan = o.plan and s.member_key = o.member_key and s.offer = o.offer
inner join list_treatments as t
    on
        s.plan = t.plan
        and s.offer = t.offer
        and s.is_explored = t.is_explored
        and case when not s.is_explored then c.cell end is not distinct from t.cell
left join explored as e on s.is_explored and s.member_key = e.member_key
left join send_times as w on s.plan = w.plan and s.member_key = w.member_key;
