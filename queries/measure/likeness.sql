-- measure/likeness: whether two campaigns can be compared: what they are about, when, and whom they met.
--   score_difference: of the responsiveness that those contacted had before, first less other, in standard deviations
--   (the root of the mean of both variances); beyond a tenth audiences are held to be unlike.
-- asks: first (the number of the first of the two)
-- reads: arms, measured, goals, scores_before
-- gives: one row: members of each (those held out too), shared: in both, mixed: of them, contacted by the one and held
--   out of the other; products, outcomes (with kind, and whether of those new to it); the first and last day that
--   answers count; mean scores, NULL without scores
-- source: standardised difference: Austin, Communications in Statistics 38 (2009)
with told as (
    select
        a.campaign_number = getvariable('first') as is_first,
        count(distinct a.member_key) as members,
        string_agg(distinct a.product, ', ' order by a.product) as products,
        min(a.from_on) as first_on,
        max(a.until_on) as last_on,
        avg(s.score::decimal(38, 12)) filter (where not a.is_control)::double as score,
        var_samp(s.score order by s.score) filter (where not a.is_control) as variance,
        any_value(m.campaign_id) as campaign,
        any_value(g.outcome) as outcome,
        any_value(concat_ws(' ', if(g.is_new, 'new', null), g.outcome, g.kind)) as goal,
        bool_or(g.is_compared) as is_compared,
    from arms as a
    inner join measured as m on a.campaign_number = m.campaign_number
    inner join goals as g on a.campaign_number = g.campaign_number
    left join scores_before as s on a.campaign_number = s.campaign_number and a.member_key = s.member_key
    group by is_first
),

met as (
    select member_key, bool_or(is_control) and not bool_and(is_control) as is_mixed,
    from arms
    group by member_key
    having count(distinct campaign_number) > 1
),

common as (
    select count(*) as shared, count(*) filter (where is_mixed) as mixed,
    from met
)

select
    f.members, o.members as other_members,
    c.shared, c.mixed,
    f.products, o.products as other_products,
    f.outcome, o.outcome as other_outcome,
    f.goal, o.goal as other_goal,
    f.is_compared, o.is_compared as other_is_compared,
    f.first_on, f.last_on,
    o.first_on as other_first_on,
    o.last_on as other_last_on,
    f.score, o.score as other_score,
    (f.score - o.score) / nullif(sqrt((f.variance + o.variance) / 2), 0) as score_difference,
from common as c
left join told as f on f.is_first
left join told as o on not o.is_first;
