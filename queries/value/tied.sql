-- value/tied: members at a cut that divides equals: they are told apart by the md5 of their member_id.
-- reads: cuts, month_now, store.persons
-- writes: temp tied, one row per such member, with their place among them
create or replace temp table tied as
with divided as (
    select distinct revenue
    from cuts
    where takes < tied
)

select
    n.member_key,
    row_number() over (partition by n.revenue order by md5(p.member_id), p.member_id) as place,
from month_now as n
semi join divided as d on n.revenue = d.revenue
inner join store.persons as p on n.member_key = p.member_key
where n.kind = 'paying';
