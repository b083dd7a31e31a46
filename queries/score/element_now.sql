-- score/element_now: what the contacts of each element brought, and what they were expected to: the rate before their
--   campaign; only contacts whose window has closed.
-- reads: treatment_sums, store.treatment_elements, store.elements
-- writes: temp element_now, one row per element that was used in a contact
create or replace temp table element_now as
select
    e.element_key,
    sum(t.contacts)::bigint as contacts,
    sum(t.responses)::bigint as responses,
    coalesce(sum(t.answered::decimal(38, 12)) filter (where t.is_closed), 0)::double as answered,
    coalesce(sum((t.weight * t.rate)::decimal(38, 12)) filter (where t.is_closed), 0)::double as expected,
from treatment_sums as t
inner join store.treatment_elements as p using (treatment_key)
inner join store.elements as e using (dimension, element)
group by e.element_key;
