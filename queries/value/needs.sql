-- value/needs: members by what they are worth and how far their needs lie from everybody's, as kept.
-- reads: store.member_worths
-- gives: one row per treatment, the dearest first: members, margin (a month), what contacts and gifts cost, means of
--   lifetime_value, need_spread and p_gone; shares are of all that have a treatment
-- source: Peppers and Rogers, The One to One Future (1993)
with counted as (
    select
        treatment,
        count(*) as members,
        sum(margin::decimal(38, 6))::double as margin,
        sum(contact_cost::decimal(38, 6))::double as contact_cost,
        sum(lifetime_value::decimal(38, 6))::double / count(lifetime_value) as mean_lifetime_value,
        sum(need_spread::decimal(38, 6))::double / count(*) as mean_need_spread,
        sum(p_gone::decimal(38, 6))::double / nullif(count(p_gone), 0) as mean_p_gone,
    from store.member_worths
    where treatment is not null
    group by treatment
)

select
    treatment, members,
    members / sum(members) over () as share,
    margin,
    margin / nullif(sum(margin) over (), 0) as share_of_margin,
    contact_cost, mean_lifetime_value, mean_need_spread, mean_p_gone,
from counted
order by list_position(['one-to-one', 'loyalty', 'niche', 'mass'], treatment);
