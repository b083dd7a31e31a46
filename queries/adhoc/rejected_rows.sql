-- adhoc/rejected_rows: why rows of files were refused, and how many
-- gives: one row per file and reason, the latest file first; first_line is where the first one stands
-- asks: kind (text, none): members, campaigns, contacts, responses, usage or optouts; left out: all
-- reads: rejects, loads
with asked as (
    select getvariable('kind')::varchar as kind,
)

select
    l.load_id, l.kind, l.file,
    r."column" as column_name,
    r.reason,
    count(*) as refused,
    min(r.line) as first_line,
from rejects as r
inner join loads as l on r.load_id = l.load_id
cross join asked as a
where coalesce(l.kind = a.kind, a.kind is null)
group by all
order by l.load_id desc, refused desc, r.reason, column_name;
