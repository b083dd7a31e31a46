-- load/summed_usage: where a usage file has a person under several ids, what they used under each added up, in the
--   last of their rows of a month and product, which is the one that holds.
-- reads: aliases_here, typed
-- writes: temp summed_usage, one row per person, month and product of several ids
create or replace temp table summed_usage as
with told as (
    select t.line, coalesce(a.same_id, t.member_id) as same_id, t.member_id, t.month, t.product, t.revenue, t.volume,
    from typed as t
    left join aliases_here as a on t.member_id = a.member_id
    where
        t.member_id in (select x.member_id from aliases_here as x)
        or t.member_id in (select x.same_id from aliases_here as x)
),

latest as (
    select *
    from told
    qualify row_number() over (partition by member_id, month, product order by line desc) = 1
)

select max(line) as line, sum(revenue) as revenue, sum(volume) as volume,
from latest
group by same_id, month, product
having count(*) > 1;
