-- target/take_group: gives a group those of its members whom no earlier group has taken, the best first until it is
--   full; held-out members who are met on the way come with it.
-- asks: cell; most (NULL for no limit)
-- reads: drawn, options, candidates
-- writes: candidates
update candidates
set cell = getvariable('cell')
from (
    with free as (
        select c.member_key, c.is_holdout, c.tie, max((o.priority, o.propensity)) as best,
        from candidates as c
        inner join options as o on c.member_key = o.member_key
        where
            c.cell is null
            and exists (
                select 1
                from drawn as d
                where d.member_key = c.member_key and d.cell = getvariable('cell') and d.is_drawn
            )
        group by c.member_key, c.is_holdout, c.tie
    ),

    walked as (
        select
            member_key, is_holdout,
            sum((not is_holdout)::integer) over (
                order by best desc nulls last, tie, member_key
                rows unbounded preceding
            ) as count_treated,
        from free
    )

    select member_key
    from walked
    where
        getvariable('most') is null
        or count_treated < getvariable('most')
        or (count_treated = getvariable('most') and not is_holdout)
) as taken
where candidates.member_key = taken.member_key;
