-- load/moved_responses: answers of an address, as those of the members who have it now.
-- reads: arrivals, store.responses
-- writes: temp moved_responses, one row per answer and member
create or replace temp table moved_responses as
select r.* replace (a.member_key as member_key, case when a.is_first then r.value end as value),
from store.responses as r
inner join arrivals as a on r.member_key = a.from_key;
