-- value/paid_months: what the months with revenue tell of each member, as seen at the end of some months: landmarks.
--   Months without any usage in the base are no months here: a gap in what is known is not a gap of a member's.
-- asks: landmarks (places of months_back); trend_months, gone_within (numbers of months)
-- reads: months_seen (value/part_months, or value/sample_months), months_back
-- writes: temp paid_months, one row per member and landmark with usage by then: paid has a bit for each of the last 24
--   months, the lowest for the landmark itself: 1 where there was revenue; paid_revenue is of those of the window and the
--   one before it; revenue and revenue_before are of each, refunds taken out; came_back: there was revenue in one of the
--   gone_within months that followed
create or replace temp table paid_months as
with landmark as (
    select unnest(getvariable('landmarks')::integer[]) as landmark
),

seen as (
    select s.member_key, l.landmark, k.back - l.landmark as back, s.revenue,
    from months_seen as s
    inner join months_back as k on s.month = k.month
    inner join landmark as l on k.back >= l.landmark - getvariable('gone_within')::integer and k.back < l.landmark + 24
),

told as (
    select
        member_key, landmark,
        coalesce(bit_or(1::bigint << greatest(back, 0)) filter (where back >= 0 and revenue > 0), 0) as paid,
        coalesce(
            sum(revenue) filter (
                where back >= 0 and back < 2 * getvariable('trend_months')::integer and revenue > 0
            ), 0
        )::decimal(38, 6) as paid_revenue,
        coalesce(
            sum(revenue) filter (where back >= 0 and back < getvariable('trend_months')::integer), 0
        )::decimal(38, 6) as revenue,
        coalesce(
            sum(revenue) filter (
                where back >= getvariable('trend_months')::integer
                and back < 2 * getvariable('trend_months')::integer
            ), 0
        )::decimal(38, 6) as revenue_before,
        coalesce(bool_or(revenue > 0) filter (where back < 0), false) as came_back,
        count(*) filter (where back >= 0) as rows_by_then,
    from seen
    group by member_key, landmark
)

select * exclude (rows_by_then)
from told
where rows_by_then > 0;
