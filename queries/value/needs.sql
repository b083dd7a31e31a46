-- value/needs: members by what they are worth and how far their needs lie from everybody's, as kept.
-- reads: store.member_worths, store.attitudes, store.draws
-- gives: one row per treatment, the dearest first: members, margin (a month), what contacts and gifts cost, means of
--   lifetime_value, need_spread and p_gone; shares are of all that have a treatment. mean_leaning_spread: how far
--   members lean from what all do, the root of the mean square of ln leaning over the elements they were contacted
--   with, of the sample that constants are learned from; NULL where no scores tell it
-- source: Peppers and Rogers, The One to One Future (1993)
with leaning as (
    select
        a.member_key,
        sqrt(sum((ln(a.leaning) * ln(a.leaning))::decimal(38, 12))::double / count(*)) as spread,
    from store.attitudes as a
    semi join store.draws as d on a.member_key = d.member_key
    group by a.member_key
),

counted as (
    select
        treatment,
        count(*) as members,
        sum(margin::decimal(38, 6))::double as margin,
        sum(contact_cost::decimal(38, 6))::double as contact_cost,
        sum(lifetime_value::decimal(38, 6))::double / count(lifetime_value) as mean_lifetime_value,
        sum(need_spread::decimal(38, 6))::double / count(*) as mean_need_spread,
        sum(p_gone::decimal(38, 6))::double / nullif(count(p_gone), 0) as mean_p_gone,
        sum(l.spread::decimal(38, 12))::double / nullif(count(l.spread), 0) as mean_leaning_spread,
    from store.member_worths as w
    left join leaning as l on w.member_key = l.member_key
    where treatment is not null
    group by treatment
)

select
    treatment, members,
    members / sum(members) over () as share,
    margin,
    margin / nullif(sum(margin) over (), 0) as share_of_margin,
    contact_cost, mean_lifetime_value, mean_need_spread, mean_p_gone, mean_leaning_spread,
from counted
order by list_position(['one-to-one', 'loyalty', 'niche', 'mass'], treatment);
