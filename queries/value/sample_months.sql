-- value/sample_months: rows of usage that the chance of staying away is learned from.
-- reads: gone_sample, store.usage
-- writes: temp view sample_months, one row per row of usage of a sampled member
create or replace temp view sample_months as
select u.member_key, u.month, u.revenue,
from store.usage as u
semi join gone_sample as s on u.member_key = s.member_key;
