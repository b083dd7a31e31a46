-- measure/beside: what else there is to lay beside the response where nothing was held out: members whom the campaign
--   did not contact, in the same days, and the cells that were picked otherwise than by score ("experience", "control"
--   or "random" in their names). None of them is a control: they were not drawn by chance.
-- asks: first_month, last_month
-- reads: assigned, arms, contacted, answers, store.base, store.usage
-- gives: one row per group, those contacted first; rate and difference are NULL where the group is empty
with days as (
    select min(opens_on) as first_day, min(opens_on) + max(closes_on - opens_on)::integer as last_day,
    from assigned
),

base as (
    select b.member_key,
    from store.base as b
    cross join days as d
    where coalesce(d.first_day <= b.counts_until, true)
),

aside as (
    select member_key from assigned
    union all
    select member_key from contacted
),

answered as (
    select a.member_key
    from answers as a
    cross join days as d
    where a.class = 'viral' and coalesce(a.answered_on between d.first_day and d.last_day, true)
),

product as (
    select distinct product
    from assigned
    where product is not null
),

-- the first of the months is the one before the campaign; who used the product then did not begin to
usage as (
    select u.member_key, u.product, u.month > getvariable('first_month')::date as is_after,
    from store.usage as u
    semi join product as p on u.product = p.product
    where u.month between getvariable('first_month')::date and getvariable('last_month')::date and u.revenue > 0
),

bought as (
    select member_key
    from usage
    where exists (select 1 from store.usage as k where k.month = getvariable('first_month')::date)
    group by member_key, product
    having bool_and(is_after)
),

came as (
    select member_key from answered
    union
    select member_key from bought
),

untargeted as (
    select count(*) as members,
    from base as m
    anti join aside as a on m.member_key = a.member_key
),

untargeted_came as (
    select count(*) as responses,
    from came as c
    semi join base as m on c.member_key = m.member_key
    anti join aside as a on c.member_key = a.member_key
),

grouped as (
    select 1 as place, 'contacted' as "group", count(*) as members, count(*) filter (where is_responder) as responses,
    from arms
    where not is_control
    union all
    select 2 as place, 'untargeted base' as "group", members, responses,
    from untargeted
    cross join untargeted_came
    union all
    select
        3 as place, 'cell ' || cell as "group", count(*) as members, count(*) filter (where is_responder) as responses,
    from arms
    where not is_control and regexp_matches(cell, 'experience|control|random', 'i')
    group by cell
)

select
    g."group", g.members, g.responses,
    g.responses / nullif(g.members, 0) as rate,
    case when g.place > 1 then w.responses / nullif(w.members, 0) - rate end as difference,
from grouped as g
inner join grouped as w on w.place = 1
order by g.place, g."group";
