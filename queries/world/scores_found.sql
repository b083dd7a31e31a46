-- world/scores_found: the scores that a workspace holds with their intervals, for comparing them with the truth.
-- reads: found.attitudes, found.responsiveness
-- writes: temp scores_found, one row per member and element with evidence, and per member with evidence without
create or replace temp table scores_found as
select member_id, dimension, element, score_low, score_high,
from found.attitudes
union all
select member_id, 'responsiveness' as dimension, null as element, score_low, score_high,
from found.responsiveness
where level = 'member';
