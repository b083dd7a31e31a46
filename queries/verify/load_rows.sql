-- verify/load_rows: rows that say they are of a load that is not there, or that was undone.
-- reads: loads, store.campaigns, store.contacts, store.responses, store.returns, store.usage, store.optouts,
--   store.members, store.member_loads
-- gives: one row per table and load
with row_counts as (
    select 'store.campaigns' as name, load_id, count(*) as count_rows
    from store.campaigns
    group by load_id
    union all
    select 'store.contacts' as name, load_id, count(*) as count_rows
    from store.contacts
    group by load_id
    union all
    select 'store.responses' as name, load_id, count(*) as count_rows
    from store.responses
    group by load_id
    union all
    select 'store.returns' as name, load_id, count(*) as count_rows
    from store.returns
    group by load_id
    union all
    select 'store.usage' as name, load_id, count(*) as count_rows
    from store.usage
    group by load_id
    union all
    select 'store.optouts' as name, load_id, count(*) as count_rows
    from store.optouts
    group by load_id
    union all
    select 'store.member_loads' as name, load_id, count(*) as count_rows
    from store.member_loads
    group by load_id
),

holding as (
    select load_id
    from loads
    where undone_at is null
)

select r.name || ' load_id ' || r.load_id as what, r.count_rows || ' rows of no load that holds' as problem,
from row_counts as r
anti join holding as l on r.load_id = l.load_id
where r.load_id is not null
union all
select
    'store.member_loads member_key ' || m.member_key as what,
    count(*) || ' rows, of no member or more than one load' as problem,
from store.member_loads as m
left join store.members as k on m.member_key = k.member_key
group by m.member_key
having count(*) > 1 or count(k.member_key) = 0;
