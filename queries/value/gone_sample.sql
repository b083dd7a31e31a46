-- value/gone_sample: the members that the chance of staying away is learned from: the 20,000 whose ids have the lowest
--   hash, of those with usage. It is the same whatever order they came in.
-- reads: store.persons, store.usage
-- writes: temp gone_sample, one row per member
create or replace temp table gone_sample as
select p.member_key
from store.persons as p
where p.member_key in (select u.member_key from store.usage as u)
order by md5_number_lower(p.member_id), p.member_key
limit 20000;
