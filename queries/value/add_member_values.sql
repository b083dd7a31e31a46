-- value/add_member_values: keeps what a month says of the members of one part.
--   Lifecycle, the first that holds: gone; new (since new_months); won back (their first revenue of the last new_months
--   came after gone_months without any); lapsing (no revenue in the window, or less than lapsing times that of the window before);
--   growing (more than growing times that); active. Who never had revenue, and is not new, has none.
-- asks: month; count_known (months in the window); count_before (months in the one before it); count_tiers; margin;
--   gone_months, new_months, lapsing, growing
-- reads: standing, paid_now, gone_chances, need_spreads, member_spent, store.erased
-- writes: store.member_values, one row more per person with a place in the month; none of who was erased
insert into store.member_values
with latest as (
    select (1::bigint << getvariable('new_months')::integer) - 1 as latest
),

seen as (
    select s.*, p.paid, p.revenue_before,
    from standing as s
    inner join paid_now as p on s.member_key = p.member_key
    where s.member_key not in (select e.member_key from store.erased as e)
),

told as (
    select
        s.*,
        s.steps[-1] > 4 * (getvariable('count_tiers')::integer + 1) as has_gone,
        coalesce(
            date_diff('month', date_trunc('month', s.begins), getvariable('month')::date)
            < getvariable('new_months')::integer, false
        ) as is_new,
        -- the first of the latest months with revenue, and the last one before them, by how far back they are
        case when s.paid & l.latest > 0 then floor(log2((s.paid & l.latest) + 0.5)) end as first_back,
        case
            when s.paid & ~l.latest > 0 then round(log2(((s.paid & ~l.latest) & -(s.paid & ~l.latest))::double))
        end as back_before,
        (s.revenue / getvariable('count_known')::integer)::double as mean_now,
        case
            when getvariable('count_before')::integer > 0 and s.revenue_before > 0
                then rounded(
                    s.revenue::double / getvariable('count_known')::integer
                    / (s.revenue_before::double / getvariable('count_before')::integer), 6
                )
        end as change,
    from seen as s
    cross join latest as l
)

select
    t.member_key,
    t.steps,
    t.first_used,
    t.last_paid,
    t.paid,
    as_money(t.mean_now) as revenue,
    as_money(t.mean_now * getvariable('margin')::double) as margin,
    as_money(coalesce(c.cost, 0) / getvariable('count_known')::integer) as contact_cost,
    case
        when t.has_gone then 'gone'
        when t.is_new then 'new'
        when t.last_paid is null then null
        when t.back_before - t.first_back > getvariable('gone_months')::integer then 'won back'
        when t.revenue <= 0 then 'lapsing'
        when t.change < getvariable('lapsing')::double then 'lapsing'
        when t.change > getvariable('growing')::double then 'growing'
        else 'active'
    end as lifecycle,
    g.chance as p_gone,
    n.spread as need_spread,
from told as t
left join gone_chances as g on t.member_key = g.member_key
left join need_spreads as n on t.member_key = n.member_key
left join member_spent as c on t.member_key = c.member_key;
