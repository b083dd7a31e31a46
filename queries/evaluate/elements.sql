-- evaluate/elements: the elements of all offers, of the plan and of lists.
-- reads: paired
-- gives: one row per dimension and element
select distinct dimension, element,
from (
    unpivot (select channel, product, timing, gift from paired)
    on channel, product, timing, gift into name dimension value element
)
order by dimension, element;
