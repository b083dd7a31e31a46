-- value/placed_now: everybody with their place among equals at a cut, see value/tied.
-- reads: month_now, tied
-- writes: temp view placed_now, one row per person
create or replace temp view placed_now as
select n.*, coalesce(t.place, 1) as place,
from month_now as n
left join tied as t on n.member_key = t.member_key;
