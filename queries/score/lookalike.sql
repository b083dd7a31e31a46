-- score/lookalike: how a member's attributes answer, from the records of everyone who shares them; this is what gives
--   a score to members who were never contacted.
--   ratio = product over attributes of ((kappa_a + R_av) / (kappa_a + E_av)) ^ weight
-- asks: kappa_attribute (50); attribute_weight (0.7), of attributes whose weight was not learned
-- reads: profiles, value_sums, constants (weight of each attribute)
-- writes: temp lookalike, one row per member known on the scoring day
create or replace temp table lookalike as
with asked as (
    select coalesce(getvariable('kappa_attribute'), 50)::double as kappa
),

factor as (
    select
        s.attribute,
        s.value,
        coalesce(w.value, getvariable('attribute_weight'), 0.7)
        * ln((kappa + s.answered) / (kappa + s.expected)) as log_ratio,
    from value_sums as s
    left join constants as w on w.constant = 'attribute_weight' and s.attribute = w.subject
    cross join asked
)

select p.member_key, exp(sum(coalesce(f.log_ratio, 0)::decimal(18, 12))::double) as ratio,
from profiles as p
left join factor as f on p.attribute = f.attribute and p.value is not distinct from f.value
group by p.member_key;

drop table profiles;
