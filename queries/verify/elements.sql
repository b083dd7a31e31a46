-- verify/elements: elements whose contacts and answers are not those of the cells that used them; not while a campaign
--   changed since the last scoring, for which elements it had then is known no more.
-- reads: store.elements, store.cells, store.treatment_elements, store.changed_campaigns
-- gives: one row per element
with told as (
    select p.dimension, p.element, sum(c.contacts) as contacts, sum(c.answers) as responses,
    from store.cells as c
    inner join store.treatment_elements as p on c.treatment_key = p.treatment_key
    group by p.dimension, p.element
)

select
    coalesce(e.dimension, t.dimension) || ' ' || coalesce(e.element, t.element) as what,
    coalesce(e.contacts, 0) || ' contacts and ' || coalesce(e.responses, 0) || ' answers; campaigns say '
    || coalesce(t.contacts, 0) || ' and ' || coalesce(t.responses, 0) as problem,
from store.elements as e
full join told as t on e.dimension = t.dimension and e.element = t.element
where
    not exists (select 1 from store.changed_campaigns)
    and (
        e.element_key is null
        or e.contacts <> coalesce(t.contacts, 0)
        or e.responses <> coalesce(t.responses, 0)
    );
