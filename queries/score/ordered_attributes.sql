-- score/ordered_attributes: which attributes have codes in an order: numbers and days that were cut into ranges.
-- reads: store.profile_values
-- gives: one row per attribute: attribute, is_ordered
select attribute, bool_and(starts_with(value, 'up to ') or starts_with(value, 'over ')) as is_ordered,
from store.profile_values
where value is not null
group by attribute
order by attribute;
