-- targeting/chosen: the lists: who is on each with which treatment.
-- reads: list_places, options, plans, list_treatments, group_places, explored, offer_chances, send_times
-- writes: temp chosen, one row per plan and member of its list or holdout; send_at is NULL where the plan does not say
--   when it begins: the day of the scores, from which its rules count, is past. joint_chance: of member, offer and arm
--   as they are, given the draws of everybody else, of groups and of the universal control, and the places and prices
--   at which the list and its offers ended: 1 - the holdout's share of those contacted, that share of those held out,
--   times the chance of a draw where one brought them here or gave them their offer; selection_probability leaves out
--   that somebody contacted might have been held out
create temp table chosen as
select
    s.plan, s.member_key, t.treatment, s.rank, s.propensity,
    as_money(o.value) as expected_value,
    o.unasked, o.added,
    s.is_holdout as is_control,
    (
        coalesce(e.probability, d.chance::double, 1) * case when s.is_holdout then n.holdout_share::double else 1 end
    )::decimal(18, 12) as selection_probability,
    (
        coalesce(e.joint, d.chance::double, 1)
        * case when s.is_holdout then n.holdout_share::double else 1 - n.holdout_share::double end
    )::decimal(18, 12) as joint_chance,
    case when n.is_dated then w.send_at end as send_at,
from list_places as s
inner join plans as n on s.plan = n.plan
left join group_places as c on s.plan = c.plan and s.member_key = c.member_key and c.is_final
inner join options as o on s.plan = o.plan and s.member_key = o.member_key and s.offer = o.offer
left join offer_chances as d on s.member_key = d.member_key
inner join list_treatments as t
    on
        s.plan = t.plan
        and s.offer = t.offer
        and s.is_explored = t.is_explored
        and (s.is_explored and coalesce(d.is_tried, false)) = t.is_tried
        and case when not s.is_explored then c.cell end is not distinct from t.cell
left join explored as e on s.is_explored and s.member_key = e.member_key
left join send_times as w on s.plan = w.plan and s.member_key = w.member_key;
