-- measure/goals: the one ruler that both arms of a campaign are measured by: an outcome that can be seen of those held
--   out as well.
--   answer: an answer told of the campaign, where the source tells them of both arms (see measure/told_kinds), with or
--   without a code; product: a purchase of the campaign's product, told by usage, with or without a code; revenue,
--   volume: usage of any product. Who asks, decides; else the plan; else answer where the source tells both, else
--   product where usage is loaded of the days that are compared. Without one there is no lift.
-- asks: goal (answer, product, revenue, volume), goal_kind (of answers), is_goal_new; NULL: as the plan says
-- reads: measured, measured_lists, store.lists, assigned, told_kinds, known_months
-- writes: temp goals, one row per campaign: outcome, NULL where there is none; kind: of the answers that count, NULL:
--   all that are told of both; is_new: only of those who had none before; is_asked: said by the plan or by who asks;
--   is_compared: somebody is held out
create or replace temp table goals as
with newest as (
    select campaign_number, max(list_key) as list_key,
    from measured_lists
    group by campaign_number
),

planned as (
    select
        n.campaign_number,
        l.plan ->> '$.goal.outcome' as outcome,
        l.plan ->> '$.goal.kind' as kind,
        (l.plan ->> '$.goal.new')::boolean as is_new,
    from newest as n
    inner join store.lists as l on n.list_key = l.list_key
    where json_valid(l.plan)
),

arm as (
    select
        campaign_number,
        bool_or(is_control) as has_control,
        count(product) > 0 as has_product,
        date_trunc('month', min(from_on))::date as first_month,
        max(until_on) as last_on,
    from assigned
    group by campaign_number
),

used as (
    select distinct a.campaign_number,
    from arm as a
    inner join known_months as k on k.month between a.first_month and a.last_on
),

told as (
    select distinct campaign_number from told_kinds
),

said as (
    select
        m.campaign_number,
        coalesce(getvariable('goal'), p.outcome) as outcome,
        if(getvariable('goal') is null, p.kind, getvariable('goal_kind')) as kind,
        if(getvariable('goal') is null, p.is_new, getvariable('is_goal_new')) as is_new,
    from measured as m
    left join planned as p on m.campaign_number = p.campaign_number
)

select
    s.campaign_number,
    case
        when s.outcome = 'answer' then 'answer'
        when s.outcome = 'product' and not a.has_product then null
        when s.outcome is not null then if(u.campaign_number is null, null, s.outcome)
        when t.campaign_number is not null then 'answer'
        when a.has_product and u.campaign_number is not null then 'product'
    end as outcome,
    s.kind,
    coalesce(s.is_new, false) as is_new,
    s.outcome is not null as is_asked,
    coalesce(a.has_control, false) as is_compared,
from said as s
left join arm as a on s.campaign_number = a.campaign_number
left join used as u on s.campaign_number = u.campaign_number
left join told as t on s.campaign_number = t.campaign_number;
