-- measure/coverage: how many members there is evidence of, month by month: contacted, and the response window over (or
--   open on the scoring day, when what had come by then counts).
--   A member counts from the month they joined in, one without joined_on from the beginning; one who
--   was erased counts up to then.
-- asks: since, until (first and last day)
-- reads: store.base, store.persons, store.trials, store.cells, store.scorings
-- gives: one row per month: members and with_evidence at its end, new ones in it, share = with_evidence / members; what
--   rests on scores is NULL where there are none. Everyone named in any file, where no members are loaded
with month as (
    select unnest(
        generate_series(getvariable('since')::date, getvariable('until')::date, interval 1 month)
    )::date as month,
),

base as (
    select member_key, coalesce(joined_on, date '0001-01-01') as joined_on, counts_until,
    from store.base
    union all
    select member_key, date '0001-01-01' as joined_on, null as counts_until,
    from store.persons
    where not exists (select 1 from store.base)
),

joined as (
    select date_trunc('month', joined_on)::date as month, count(*) as members,
    from base
    group by all
),

known as (
    select t.member_key, min(least(c.closes_on, s.as_of)) as known_on,
    from store.trials as t
    inner join store.cells as c on t.cell_key = c.cell_key
    cross join store.scorings as s
    group by t.member_key
),

evident as (
    select date_trunc('month', greatest(k.known_on, b.joined_on))::date as month, count(*) as members,
    from known as k
    inner join base as b on k.member_key = b.member_key
    group by all
),

gone as (
    select date_trunc('month', b.counts_until + 1)::date as month, count(*) as members, count(k.member_key) as evident,
    from base as b
    left join known as k on b.member_key = k.member_key
    where b.counts_until is not null
    group by all
),

counted as (
    select month, members, 0 as evident, 0 as left_members, 0 as left_evident,
    from joined
    union all
    select month, 0 as members, members as evident, 0 as left_members, 0 as left_evident,
    from evident
    union all
    select month, 0 as members, 0 as evident, members as left_members, evident as left_evident,
    from gone
),

summed as (
    select
        m.month,
        coalesce(sum(c.members - c.left_members), 0) as members,
        coalesce(sum(c.members) filter (where c.month = m.month), 0) as new_members,
        coalesce(sum(c.evident - c.left_evident), 0) as with_evidence,
        coalesce(sum(c.evident) filter (where c.month = m.month), 0) as new_with_evidence,
    from month as m
    left join counted as c on m.month >= c.month
    group by m.month
),

scored as (
    select count(*) > 0 as is_scored,
    from store.scorings
)

select
    c.month,
    c.members::bigint as members,
    c.new_members::bigint as new_members,
    case when s.is_scored then c.with_evidence::bigint end as with_evidence,
    case when s.is_scored then c.new_with_evidence::bigint end as new_with_evidence,
    case when s.is_scored then c.with_evidence / nullif(c.members, 0) end as share,
from summed as c
cross join scored as s
order by c.month;
