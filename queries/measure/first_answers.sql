-- measure/first_answers: who answered inside the window, as was told, and when first.
-- reads: classed_answers, contact_answers
-- writes: temp first_answers, one row per campaign, member and wave
create or replace temp table first_answers as
select campaign_number, member_key, wave, min(answered_on) as answered_on,
from classed_answers
where class in ('code', 'member', 'inferred')
group by campaign_number, member_key, wave
union all
select campaign_number, member_key, wave, min(answered_on) as answered_on,
from contact_answers
where class in ('member', 'inferred')
group by campaign_number, member_key, wave;
