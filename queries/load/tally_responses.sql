-- load/tally_responses: how many answers and reports of a responses file are new.
-- reads: new_responses, tally_returns
-- writes: temp tally_responses, one row
create or replace temp table tally_responses as
select (select count(*) from new_responses) + (select kept from tally_returns) as kept, 0 as updated;
