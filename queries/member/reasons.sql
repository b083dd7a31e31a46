-- member/reasons: what makes a person's scores, factor by factor; what a factor is above 1 raises, below 1 lowers.
--   Expected counts every contact in full, as answered does; the factors themselves let older contacts count less.
-- asks: member_key; together (attributes that move most what they say together, in words)
-- reads: store.responsiveness, store.together, store.trials, store.cells, store.profiles, store.habits,
--   store.treatment_elements, store.elements, store.value_ratios, store.habit_values, store.value_leanings,
--   store.attitudes, store.choice_parts
-- gives: one row per factor: kind, subject, factor, answered, contacts, expected; contacts is NULL for attributes; of
--   kind 'together', what attributes say together beyond each alone, nobody's answers are told; choices and among are
--   how often the person chose the element when answering and how often others did, NULL where none was named
with person as (
    select r.*,
    from store.responsiveness as r
    where r.member_key = getvariable('member_key')
),

trial as (
    select c.treatment_key, c.rate, t.responded_at is not null as is_answered,
    from store.trials as t
    inner join store.cells as c on t.cell_key = c.cell_key
    where t.member_key = getvariable('member_key')
),

profile as (
    -- the constant is there so that one without any attribute can be unpivoted too
    select * exclude (joined_on), 0::utinyint as _the_same_for_everyone,
    from store.profiles
    where member_key = getvariable('member_key')
),

code as (
    from profile unpivot (code for attribute in (columns(* exclude (member_key))))
),

habits as (
    select *, 0::utinyint as _the_same_for_everyone,
    from store.habits
    where member_key = getvariable('member_key')
),

habit_code as (
    from habits unpivot (code for attribute in (columns(* exclude (member_key))))
),

foreseen as (
    select e.element_key, sum(t.rate) as expected,
    from trial as t
    inner join store.treatment_elements as x on t.treatment_key = x.treatment_key
    inner join store.elements as e on x.dimension = e.dimension and x.element = e.element
    group by e.element_key
),

chosen as (
    select element_key, count(*) filter (where is_chosen) as choices, sum(share) as among,
    from store.choice_parts
    where member_key = getvariable('member_key')
    group by element_key
),

found as (
    select
        1 as line, 'attribute' as kind,
        v.attribute || ' ' || coalesce(v.value, 'not known') as subject,
        exp(v.log_ratio) as factor,
        round(v.answered)::bigint as answered, null::bigint as contacts, v.expected,
    from code as c
    inner join store.value_ratios as v on c.attribute = v.attribute and c.code = v.code
    union all
    select
        1 as line, 'attribute' as kind, h.attribute || ' ' || h.value as subject, exp(h.log_ratio) as factor,
        round(h.answered)::bigint as answered, null::bigint as contacts, h.expected,
    from habit_code as c
    inner join store.habit_values as h on c.attribute = h.attribute and c.code = h.code
    union all
    select
        1 as line, 'together' as kind, coalesce(getvariable('together'), '')::varchar as subject,
        exp(t.log_ratio) as factor, null::bigint as answered, null::bigint as contacts, null::double as expected,
    from store.together as t
    where t.member_key = getvariable('member_key') and t.log_ratio <> 0
    union all
    select
        2 as line, 'own' as kind, 'record' as subject,
        p.shown_ratio / p.lookalike as factor,
        p.responses as answered, p.contacts, p.lookalike * (select sum(t.rate) from trial as t) as expected,
    from person as p
    where p.contacts > 0
    union all
    select
        3 as line, 'attribute' as kind,
        v.attribute || ' ' || coalesce(v.value, 'not known') || ' with ' || e.dimension || ' ' || e.element as subject,
        exp(x.log_ratio) as factor,
        round(x.answered)::bigint as answered, null::bigint as contacts, x.expected,
    from code as c
    inner join store.value_ratios as v on c.attribute = v.attribute and c.code = v.code
    inner join store.value_leanings as x on c.attribute = x.attribute and c.code = x.code
    inner join store.elements as e on x.element_key = e.element_key
    where abs(x.log_ratio) >= 0.05
    union all by name
    select
        4 as line, e.dimension as kind, e.element as subject,
        a.leaning / a.attribute_leaning as factor,
        a.responses as answered, a.contacts, a.rho * a.attribute_leaning * coalesce(f.expected, 0) as expected,
        c.choices, c.among,
    from store.attitudes as a
    inner join store.elements as e on a.element_key = e.element_key
    left join foreseen as f on a.element_key = f.element_key
    left join chosen as c on a.element_key = c.element_key
    where a.member_key = getvariable('member_key')
)

select
    kind, subject, rounded(factor, 4) as factor, answered, contacts, rounded(expected, 3) as expected, choices,
    rounded(among, 3) as among,
from found
order by line, kind, factor desc, subject;
