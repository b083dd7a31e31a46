-- score/sample_sums: what each sampled member did in all.
-- reads: evidence
-- writes: temp sample_sums, one row per sampled member with contacts
create or replace temp table sample_sums as
select member_key, sum(answered)::double as answered, sum(expected)::double as expected,
from evidence
group by member_key;
