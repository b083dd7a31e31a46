-- evaluate/lists: the lists whose rows are looked at, in order.
-- reads: logged
-- gives: one row per list: list_key, listed_on, members, contacted
select
    list_key, listed_on,
    count(*) as members,
    count(*) filter (where not is_control) as contacted,
from logged
group by list_key, listed_on
order by list_key;
