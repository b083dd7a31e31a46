-- score/sums: observed and expected responses per member.
-- reads: evidence
-- writes: temp member_sums, one row per contacted member
create or replace temp table member_sums as
select
    member_key,
    sum(answered)::double as answered,
    sum(expected)::double as expected,
    count(*) as contacts,
    count(*) filter (where is_answered) as responses,
from evidence
group by member_key;
