-- value/gone_variables: what the chance of staying away is told by.
--   Of the months since the first with revenue: occasions that followed it, with_revenue how many of these had any,
--   latest the place of the last that did: what the beta-geometric/beta-binomial model needs. The rest as logarithms:
--   spend, of the mean revenue of a month with any; trend, of that of the window over it; answers and contacts lately;
--   tenure in months, 0 where it is not known.
-- asks: trend_months
-- reads: paid_seen (value/paid_months, or value/paid_now), pressed_lately, months_back, store.members
-- writes: temp view gone_variables, one row per member and landmark with revenue in the 24 months up to it
-- source: Fader, Hardie and Shang, Marketing Science 29 (2010)
create or replace temp view gone_variables as
with paying as (
    select
        p.*,
        bit_count(p.paid) as months,
        -- exact: powers of two are no sums of them
        floor(log2(p.paid::double + 0.5))::integer as first_back,
        round(log2((p.paid & -p.paid)::double))::integer as last_back,
        coalesce(
            p.paid_revenue::double
            / nullif(bit_count(p.paid & ((1::bigint << (2 * getvariable('trend_months')::integer)) - 1)), 0), 0
        ) as mean_revenue,
    from paid_seen as p
    where p.paid > 0
)

select
    p.member_key, p.landmark, p.came_back,
    p.months - 1 as with_revenue,
    p.first_back - p.last_back as latest,
    p.first_back as occasions,
    ln(1 + p.mean_revenue) as spend,
    ln(1 + greatest(p.revenue::double / getvariable('trend_months')::integer, 0)) - ln(1 + p.mean_revenue) as trend,
    ln(1 + coalesce(c.answers, 0)) as answers,
    ln(1 + coalesce(c.contacts, 0)) as contacts,
    coalesce(ln(1 + greatest(date_diff('month', m.joined_on, k.month), 0)), 0) as tenure,
from paying as p
inner join months_back as k on p.landmark = k.back
left join pressed_lately as c on p.member_key = c.member_key and p.landmark = c.landmark
left join store.members as m on p.member_key = m.member_key;
