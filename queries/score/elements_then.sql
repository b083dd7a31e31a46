-- score/elements_then: what works for everyone: ratio of each element, 1 = as the overall rate before the campaign.
--   ratio = (kappa + R) / (kappa + E). An element that no contact known by this day has used keeps its key and shows
--   nothing.
-- asks: kappa (20): expected responses at which the record weighs half
-- reads: store.elements, element_now
-- writes: temp elements_then, one row per element, as it is kept
create or replace temp table elements_then as
with asked as (
    select coalesce(getvariable('kappa'), 20)::double as kappa
)

select
    e.element_key, e.dimension, e.element,
    coalesce(n.contacts, 0) as contacts,
    coalesce(n.responses, 0) as responses,
    coalesce(n.answered, 0) as answered,
    coalesce(n.expected, 0) as expected,
    coalesce(rounded((kappa + n.answered) / (kappa + n.expected), 6), 1) as ratio,
    1 as worth,
from store.elements as e
left join element_now as n using (element_key)
cross join asked;
