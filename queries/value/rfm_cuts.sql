-- value/rfm_cuts: from where each of five scores begins, of months since revenue, months with revenue of the last
--   twelve, and revenue. Members who had revenue stand in a row, the best first; each fifth is a score, 5 the best, and
--   equals have the one of the first of them.
-- reads: store.member_values
-- writes: store.rfm_cuts, one row per measure and score that somebody has: from_value, the least of it, where recency
--   counts as the latest month with revenue
delete from store.rfm_cuts;

insert into store.rfm_cuts
with measured as (
    select 'recency' as measure, date_diff('month', date '1900-01-01', last_paid)::decimal(18, 6) as value,
    from store.member_values
    where last_paid is not null
    union all
    select 'frequency', bit_count(paid & 4095)::decimal(18, 6),
    from store.member_values
    where last_paid is not null
    union all
    select 'monetary', revenue,
    from store.member_values
    where last_paid is not null
),

counted as (
    select measure, value, count(*) as tied,
    from measured
    group by measure, value
),

placed as (
    select
        measure, value, tied,
        sum(tied) over (partition by measure order by value desc) - tied as above,
        sum(tied) over (partition by measure) as members,
    from counted
),

scored as (
    select measure, value, (5 - 5 * above // members)::utinyint as score,
    from placed
)

select measure, score, min(value) as from_value,
from scored
group by measure, score;
