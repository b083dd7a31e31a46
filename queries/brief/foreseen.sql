-- brief/foreseen: what was foreseen of each tenth of the month's lists, all together, beside what came.
-- reads: listed_tenths
-- gives: one row per tenth
select
    decile,
    sum(members)::bigint as members,
    sum(expected order by campaign_id) as expected,
    sum(answers)::bigint as answers,
    sum(expected order by campaign_id) / sum(members) as expected_rate,
    sum(answers) / sum(members) as rate,
from listed_tenths
group by decile
order by decile;
