-- evaluate/elements: the elements of all offers, of the plan and of lists.
-- reads: paired, store.dimensions
-- gives: one row per dimension and element
select distinct d.dimension, element_of(d.dimension, p.channel, p.product, p.timing, p.gift, p.own_elements) as element,
from paired as p
cross join store.dimensions as d
where element is not null
order by d.dimension, element;
