-- score/parts_within: an empty ledger of what elements, and pairs of them with a product, bring beside the other offers
--   of the same campaign, whose own level is the same for all of them. Its rows are learned by a regression, which is
--   no matter of SQL: attitude/learn/within.py.
-- writes: temp parts_within, one row per element and per pair: dimension, element; product (NULL: the element alone);
--   ratio, by what it multiplies the responses of an offer
create or replace temp table parts_within (dimension varchar, element varchar, product varchar, ratio double);
