-- score/hour_attribute: which attribute tells best when its members answer: with the hours of all others who share a
--   value,
--   shrunk to everyone's by fifty answers, each answer of the sample is foreseen better than with everyone's alone.
-- reads: store.answer_hours, sample_profiles
-- gives: one row per attribute that helps: attribute, gain (log-likelihood per answer), best first
with own as (
    select p.attribute, p.code, a.hour_of_week, sum(a.answers) as answers,
    from sample_profiles as p
    inner join store.answer_hours as a using (member_key)
    group by all
),

totals as (
    select
        *,
        sum(answers) over (partition by attribute, code) as in_value,
        sum(answers) over (partition by attribute, hour_of_week) as in_hour,
        sum(answers) over (partition by attribute) as in_all,
    from own
),

told as (
    select
        attribute,
        answers,
        ln((answers - 1 + 50 * in_hour / in_all) / (in_value - 1 + 50) / (in_hour / in_all)) as gain,
    from totals
)

select attribute, rounded(sum(answers * gain) / sum(answers), 6) as gain,
from told
group by attribute
having sum(answers * gain) / sum(answers) > 0.001
order by gain desc, attribute;
