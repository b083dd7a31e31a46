-- element/element_cells: what contacts by each element of a dimension brought, by treatment and day, of those whose
--   window has closed: direct answers, as the scores count them. expected: as many answers as the base would have given
--   at the rate before each campaign, see score/base_before.
-- asks: dimension
-- reads: store.cells, store.treatment_elements, base_before
-- writes: temp element_cells, one row per cell and element
create or replace temp table element_cells as
select
    p.element, c.treatment_key, c.campaign_key, c.contacted_on, c.contacts, c.answers,
    c.contacts * b.rate as expected,
from store.cells as c
inner join store.treatment_elements as p on c.treatment_key = p.treatment_key
inner join base_before as b on c.campaign_key = b.campaign_key
where c.is_closed and p.dimension = getvariable('dimension');
