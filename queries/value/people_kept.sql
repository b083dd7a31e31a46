-- value/people_kept: everybody before the step of a month, where all that went before is kept and stands: usage of the
--   window alone is read. The same columns as value/people_before, and steps, months with revenue as they were kept.
-- asks: states (the months before, in order); first_month, last_month (of the window)
-- reads: store.member_values, store.value_months, store.usage, store.base, store.responsiveness, store.scorings
-- writes: temp people_kept, one row per person
create or replace temp table people_kept as
with used as (
    select
        member_key,
        min(month) as first_used,
        max(month) filter (where revenue > 0) as last_paid,
        coalesce(sum(revenue), 0) as revenue,
    from store.usage
    where month between getvariable('first_month')::date and getvariable('last_month')::date
    group by member_key
),

before as (
    select
        v.member_key, v.first_used, v.last_paid, v.paid,
        v.steps[
            list_position(k.states, (getvariable('states')::date[])[1])
            :list_position(k.states, (getvariable('states')::date[])[-1])
        ] as steps,
    from store.member_values as v
    cross join store.value_months as k
),

known as (
    select
        coalesce(b.member_key, u.member_key) as member_key,
        b.steps, b.paid,
        least(b.first_used, u.first_used) as first_used,
        greatest(b.last_paid, u.last_paid) as last_paid,
        u.revenue,
    from before as b
    full join used as u on b.member_key = u.member_key
),

person as (
    select
        coalesce(m.member_key, k.member_key) as member_key,
        m.member_key is not null as is_loaded,
        m.joined_on,
        k.* exclude (member_key),
    from store.base as m
    full join known as k on m.member_key = k.member_key
)

select
    p.member_key, p.is_loaded, p.joined_on,
    least(date_trunc('month', p.joined_on)::date, p.first_used) as begins,
    p.first_used, p.last_paid,
    coalesce(p.revenue, 0)::decimal(38, 6) as revenue,
    r.lookalike,
    r.answered / s.fade as answered,
    r.expected / s.fade as expected,
    coalesce(p.steps, list_transform(getvariable('states')::date[], lambda month: null::utinyint)) as steps,
    p.paid as kept_paid,
    false as is_unscored,
    1::utinyint as members,
from person as p
left join store.responsiveness as r on p.member_key = r.member_key
left join store.scorings as s on true;
