-- measure/checks: what a reader must know of the comparison.
-- asks: first_month, last_month (of usage that can matter)
-- reads: measured_lists, assigned, arms, answers, goals, cell_weights, contacted, store.usage, store.list_treatments
-- gives: one row. expected_control: how many of the list its plan would hold out, NULL without a list;
--   months_missing: months of usage that none is loaded of, where usage is loaded at all and the campaign is about a
--   product; placed_twice: members with several contacts for one place on its list; answered, unseen: of those
--   contacted, and how many of them did not show the outcome by which the arms are compared; control_outcomes: who
--   held out did; goal, goal_kind, is_goal_new, is_goal_asked: that outcome (see measure/goals), NULL where there is
--   none; left_aside: later times that are not compared; least_share, most_share: the share held out, in the cells
--   with the smallest and the largest; plain_rate: of those held out, without weights; these where cells differ by
--   more than chance, else NULL
with listed as (
    select
        count(*) as listed,
        count(*) filter (where a.is_control) as listed_control,
        sum(l.holdout_share::decimal(38, 12))::double as expected_control,
    from arms as a
    inner join measured_lists as l on a.list_key = l.list_key
),

needed as (
    select unnest(
        generate_series(getvariable('first_month')::date, getvariable('last_month')::date, interval 1 month)
    )::date as month,
),

loaded as (
    select distinct month
    from store.usage
    where month between getvariable('first_month')::date and getvariable('last_month')::date
),

missing as (
    select string_agg(strftime(n.month, '%Y-%m'), ', ' order by n.month) as months_missing,
    from needed as n
    anti join loaded as u on n.month = u.month
    where
        exists (select 1 from store.usage) and exists (select 1 from assigned where product is not null)
),

list_code as (
    select distinct t.treatment_code,
    from store.list_treatments as t
    semi join measured_lists as l on t.list_key = l.list_key
),

-- most have a single contact, and need no second look
placed_twice as (
    select c.member_key
    from contacted as c
    semi join assigned as a on c.member_key = a.member_key and a.contacts > 1
    semi join list_code as x on c.treatment_code = x.treatment_code
    where not c.is_control
    group by c.member_key, c.treatment_code
    having count(*) > 1
),

cell as (
    select
        count(*) filter (where is_control) / count(*) as share,
    from arms
    group by stratum
    having count(*) filter (where not is_control) > 0
),

uneven as (
    select
        case when (select bool_or(is_uneven) from cell_weights) then min(share) end as least_share,
        case when (select bool_or(is_uneven) from cell_weights) then max(share) end as most_share,
    from cell
)

select
    count(*) filter (where not a.is_control) as treated,
    count(*) filter (where a.is_control) as control,
    count(*) filter (where a.is_contaminated) as contaminated,
    count(*) filter (where a.shares_address) as sharing,
    count(*) filter (where not a.is_control and not a.was_contacted) as uncontacted,
    count(*) filter (where not a.is_control and a.cost is null) as without_cost,
    sum(a.cost) filter (where not a.is_control)::double as cost,
    count(*) filter (where a.is_responder) as responders,
    count(*) filter (where a.is_responder and not a.is_control) as answered,
    count(*) filter (where a.is_responder and not a.is_control and not a.has_outcome) as unseen,
    count(*) filter (where a.has_outcome and a.is_control) as control_outcomes,
    count(*) filter (where not a.is_compared) as left_aside,
    count(*) filter (where a.is_responder and not a.is_compared) as left_aside_answered,
    (select min(outcome) from goals) as goal,
    (select min(kind) from goals) as goal_kind,
    (select bool_or(is_new) from goals) as is_goal_new,
    (select bool_or(is_asked) from goals) as is_goal_asked,
    count(*) filter (where a.is_responder and a.value is null) as without_value,
    count(*) filter (where a.is_planned_value) as planned_value,
    (select count(*) from answers where counts and value < 0) as negative_value,
    (select count(*) from answers where class = 'refund') as money_back,
    (select coalesce(-sum(value), 0)::double from answers where class = 'refund') as given_back,
    (select count(*) from answers where class = 'refund aside') as money_back_aside,
    count(distinct a.member_key) filter (where a.wave > 1) as met_again,
    count(*) filter (where a.wave > 1) as later_waves,
    count(*) filter (where a.wave > 1 and not a.is_control) as later_treated,
    count(*) filter (where a.wave > 1 and a.is_responder and not a.is_control) as later_responders,
    min(l.listed) as listed,
    min(l.listed_control) as listed_control,
    min(l.expected_control) as expected_control,
    (select count(*) from contacted) as contacts,
    (select count(distinct member_key) from placed_twice) as placed_twice,
    (select count(*) from answers where counts and source = 'usage') as purchases,
    (select string_agg(distinct worth, ',' order by worth) from answers where counts and source = 'usage') as worth,
    min(m.months_missing) as months_missing,
    min(u.least_share) as least_share,
    min(u.most_share) as most_share,
    case
        when min(u.least_share) is not null
            then
                count(*) filter (where a.is_control and a.has_outcome)
                / nullif(count(a.has_outcome) filter (where a.is_control), 0)
    end as plain_rate,
from listed as l
cross join missing as m
cross join uneven as u
left join arms as a on true;
