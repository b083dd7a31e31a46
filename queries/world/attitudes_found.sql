-- world/attitudes_found: the attitudes that a workspace holds, for comparing them with the truth.
-- reads: found.attitudes
-- writes: temp attitudes_found, one row per member, dimension and element with evidence
create or replace temp table attitudes_found as
select member_id, dimension, element, score, contacts, responses,
from found.attitudes;
