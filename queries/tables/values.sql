-- tables/values: names that stand in quotes in questions: elements, dimensions, campaigns, lists.
-- reads: store.elements, store.campaigns, store.lists
-- gives: one row per name, with what it is
select element as value, dimension as what
from store.elements
where contacts > 0
union all
select distinct dimension, 'dimension'
from store.elements
union all
select campaign_id, 'campaign'
from store.campaigns
union all
select list_id, 'list'
from store.lists
order by value, what;
