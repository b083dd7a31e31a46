-- score/known_answers: the contacts that were answered, and when first.
-- reads: matched_answers
-- writes: temp known_answers, one row per answered contact with the time of its first answer
create or replace temp table known_answers as
select member_key, treatment_key, contacted_at, treatment_code, min(responded_at) as responded_at,
from matched_answers
group by all;
