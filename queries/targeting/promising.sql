-- targeting/promising: the members worth a closer look: those who can be worth a given value, or the best by what they
--   can be worth at most.
-- asks: most (members), at_least (a value); each NULL for no limit
-- reads: passed, bounds
-- writes: temp promising, one row per member
create temp table promising as
with ranked as (
    select member_key,
    from bounds
    where getvariable('at_least') is null or value >= getvariable('at_least')
    order by value desc
    limit coalesce(getvariable('most'), 2000000000)
)

select p.*,
from passed as p
semi join ranked as r on p.member_key = r.member_key;
