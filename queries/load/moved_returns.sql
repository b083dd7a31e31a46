-- load/moved_returns: reports on contacts of an address, as on those of the members who have it now.
-- reads: arrivals, store.returns
-- writes: temp moved_returns, one row per report and member
create or replace temp table moved_returns as
select r.* replace (a.member_key as member_key),
from store.returns as r
inner join arrivals as a on r.member_key = a.from_key;
