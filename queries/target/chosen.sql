-- target/chosen: the list: who is on it with which treatment.
-- asks: plan
-- reads: list_places, plans, list_treatments, group_places, explored, offers
-- writes: temp chosen, one row per member of the list or its holdout
create temp table chosen as
select
    n.plan, s.member_key, t.treatment, s.rank, s.propensity,
    as_money(worth_of_contact(s.propensity, f.value_per_response, f.unit_cost)) as expected_value,
    s.is_holdout as is_control,
    (coalesce(e.probability, 1) * case when s.is_holdout then n.holdout_share::double else 1 end)::decimal(18, 12)
        as selection_probability,
from list_places as s
inner join plans as n on n.plan = getvariable('plan')
left join group_places as c on n.plan = c.plan and s.member_key = c.member_key
inner join offers as f on n.plan = f.plan and s.offer = f.offer
inner join list_treatments as t
    on
        s.offer = t.offer
        and s.is_explored = t.is_explored
        and case when not s.is_explored then c.cell end is not distinct from t.cell
left join explored as e on s.is_explored and s.member_key = e.member_key;
