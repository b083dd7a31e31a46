-- score/leanings: how much some members lean to some elements, as store.leanings tells it of all; those who define the
--   scores put attributes where the comments say.
-- reads: leaners, offer_elements, store.elements, store.element_sums, store.constants, store.scorings, store.profiles
-- writes: temp leanings, one row per member known to the scores and element
create temp table leanings as
with asked as (
    select e.element_key, b.value as beta, coalesce(w.value, 1) as choice_weight,
    from store.elements as e
    inner join store.constants as b on b.constant = 'beta' and e.dimension = b.subject
    left join store.constants as w on w.constant = 'choice_weight' and e.dimension = w.subject
    semi join offer_elements as o on e.element_key = o.element_key
),

sums as (
    select x.member_key, x.element_key, x.answered, x.expected, x.chosen, x.foreseen,
    from store.element_sums as x
    semi join asked as a on x.element_key = a.element_key
    semi join leaners as c on x.member_key = c.member_key
)

select
    c.member_key,
    e.element_key,
    rounded(
        leaning_of(
            exp(coalesce(0 /* log_leaning */, 0)), e.beta,
            (coalesce(x.answered, 0) + e.choice_weight * coalesce(x.chosen, 0)) * s.fade,
            (c.rho * coalesce(x.expected, 0) + e.choice_weight * coalesce(x.foreseen, 0)) * s.fade
        ),
        6
    ) as leaning,
from leaners as c
cross join asked as e
cross join store.scorings as s
left join sums as x on c.member_key = x.member_key and e.element_key = x.element_key
left join store.profiles as p on c.member_key = p.member_key and false /* has_leanings */
/* leaning_joins */
where c.is_known;
