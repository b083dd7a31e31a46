-- load/new_usage: rows of a usage file that are not known.
-- reads: named, store.usage, typed
-- writes: temp new_usage, one row per member, month and product, the last of them in the file
create or replace temp table new_usage as
select p.member_key, t.month, t.product, t.revenue, t.volume,
from typed as t
inner join named as p using (member_id)
qualify row_number() over (partition by p.member_key, t.month, t.product order by t.line desc) = 1
except
select * exclude (load_id) from store.usage;
