-- value/cuts: where one tier ends and the next begins, in a month. By shares: those with revenue stand in a row, most
--   revenue first; the first ceil(share * members) places are the top tier's, and so on. A cut is the revenue at the
--   last place of a tier, and how many of those with just that revenue are above it: they are told apart in value/tied.
--   By money: a tier begins at its revenue a month.
-- asks: shares (cumulative, of all tiers but the last), or tier_from (revenue a month, of all tiers but the last, where
--   tiers are told by money); count_known (months in the window)
-- reads: month_now
-- writes: temp cuts, one row per tier but the last: revenue, takes (of those with it), tied (how many have it)
create or replace temp table cuts as
with heights as (
    select revenue, count(*) as tied, sum(count(*)) over (order by revenue desc) as upto,
    from month_now
    where kind = 'paying'
    group by revenue
),

paying as (
    select coalesce(sum(tied), 0) as members
    from heights
),

shared as (
    select
        unnest(generate_series(1, len(getvariable('shares')::double[]))) as tier,
        unnest(getvariable('shares')::double[]) as share,
),

places as (
    -- rounded, for sums of shares such as 0.05 + 0.15 are not exact
    select s.tier, ceil(rounded(s.share * p.members, 6)) as place,
    from shared as s
    cross join paying as p
)

select p.tier::utinyint as tier, h.revenue, (p.place - (h.upto - h.tied))::bigint as takes, h.tied,
from places as p
inner join heights as h on p.place > h.upto - h.tied and p.place <= h.upto
where getvariable('tier_from') is null
union all
select
    unnest(generate_series(1, len(getvariable('tier_from')::double[])))::utinyint,
    (unnest(getvariable('tier_from')::double[]) * getvariable('count_known'))::decimal(38, 6),
    1,
    1,
where getvariable('tier_from') is not null;
