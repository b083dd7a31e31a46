-- target/chosen: the list: who is on it with which treatment, one for each offer and cell that occurs.
-- asks: holdout_share
-- reads: settled, candidates, cells, explored, offers
-- writes: temp treatments, one row per offer and cell; temp chosen, one row per member of the list or its holdout
create or replace temp table treatments as
with met as (
    select distinct s.offer, s.is_explored, case when not s.is_explored then c.cell end as cell,
    from settled as s
    inner join candidates as c on s.member_key = c.member_key
)

select
    row_number() over (order by m.is_explored, m.cell, m.offer)::integer as treatment,
    m.offer, m.is_explored, m.cell,
    case when m.is_explored then 'explore' else n.name end as name,
from met as m
left join cells as n on m.cell = n.cell;

create or replace temp table chosen as
select
    s.member_key, t.treatment, s.rank, s.propensity,
    as_money(worth_of_contact(s.propensity, f.value_per_response, f.unit_cost)) as expected_value,
    s.is_holdout as is_control,
    (coalesce(e.probability, 1) * case when s.is_holdout then getvariable('holdout_share') else 1 end)::decimal(18, 12)
        as selection_probability,
from settled as s
inner join candidates as c on s.member_key = c.member_key
inner join offers as f on s.offer = f.offer
inner join treatments as t
    on
        s.offer = t.offer
        and s.is_explored = t.is_explored
        and case when not s.is_explored then c.cell end is not distinct from t.cell
left join explored as e on s.is_explored and s.member_key = e.member_key;
