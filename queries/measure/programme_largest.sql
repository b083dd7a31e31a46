-- measure/programme_largest: what usage there is of a month or a quarter, and its largest amounts. Squares are of
--   shares of them, so that their sums are exact.
-- reads: programme_spans, store.usage
-- writes: temp programme_largest, one row per span: place, mark; rows, with_revenue, with_volume (of usage); revenue,
--   volume: the largest, 1 where there is none
create or replace temp table programme_largest as
with used as (
    select
        month,
        count(*) as rows,
        count(revenue) as with_revenue,
        count(volume) as with_volume,
        max(abs(revenue)) as revenue,
        max(abs(volume)) as volume,
    from store.usage
    where month in (select first_month from programme_spans)
    group by month
)

select
    s.place, s.mark,
    coalesce(sum(u.rows), 0)::bigint as rows,
    coalesce(sum(u.with_revenue), 0)::bigint as with_revenue,
    coalesce(sum(u.with_volume), 0)::bigint as with_volume,
    coalesce(nullif(max(u.revenue)::double, 0), 1) as revenue,
    coalesce(nullif(max(u.volume)::double, 0), 1) as volume,
from programme_spans as s
left join used as u on u.month between s.first_month and s.last_month
group by s.place, s.mark;
