-- score/parts_within: an empty table of what elements, and pairs of them, bring within campaigns.
-- writes: temp parts_within: dimension, element, product (NULL: the element alone), ratio
create or replace temp table parts_within (dimension varchar, element varchar, product varchar, ratio double);
