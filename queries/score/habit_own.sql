-- score/habit_own: what each sampled member did while a habit of theirs was in the same tenth.
-- reads: evidence, habit_codes
-- writes: temp habit_own, one row per sampled member, habit and code
create or replace temp table habit_own as
select t.member_key, h.habit, h.code, sum(t.answered)::double as answered, sum(t.expected)::double as expected,
from evidence as t
inner join habit_codes as h on t.member_key = h.member_key and t.campaign_key = h.campaign_key
group by all;
