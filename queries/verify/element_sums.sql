-- verify/element_sums: sums of a person and element that are not those of their contacts and choices, to the last
--   digit. People of campaigns that changed since the last scoring are left out: which elements those had is known
--   no more.
-- reads: store.element_sums, store.trials, store.cells, store.treatment_elements, store.elements,
--   store.choice_parts, store.changed_campaigns, store.persons
-- gives: one row per person and element
with moved as (
    select distinct t.member_key,
    from store.trials as t
    inner join store.cells as c on t.cell_key = c.cell_key
    semi join store.changed_campaigns as x on c.campaign_key = x.campaign_key
),

cell_element as (
    select c.cell_key, e.element_key, c.weight, c.expected, pack_contact(c.contacted_on, c.rate) as packed,
    from store.cells as c
    inner join store.treatment_elements as p on c.treatment_key = p.treatment_key
    inner join store.elements as e on p.dimension = e.dimension and p.element = e.element
),

of_contacts as (
    select
        t.member_key,
        c.element_key,
        sum(case when t.responded_at is not null then c.weight else 0 end) as answered,
        sum(c.expected) as expected,
        count(*) as contacts,
        count(t.responded_at) as responses,
        max(c.packed + packed_answer(t.responded_at is not null)) as last_contact,
        max(t.responded_at)::date as last_responded_on,
    from store.trials as t
    inner join cell_element as c on t.cell_key = c.cell_key
    group by t.member_key, c.element_key
),

of_choices as (
    select
        member_key, element_key,
        sum(chosen) as chosen,
        sum(foreseen) as foreseen,
        count(*) filter (where is_chosen) as choices,
    from store.choice_parts
    group by member_key, element_key
),

told as (
    select
        member_key,
        element_key,
        coalesce(k.answered, 0) as answered,
        coalesce(k.expected, 0) as expected,
        coalesce(k.contacts, 0) as contacts,
        coalesce(k.responses, 0) as responses,
        k.last_contact,
        k.last_responded_on,
        coalesce(c.chosen, 0) as chosen,
        coalesce(c.foreseen, 0) as foreseen,
        coalesce(c.choices, 0) as choices,
    from of_contacts as k
    full join of_choices as c using (member_key, element_key)
),

wrong as (
    select
        coalesce(s.member_key, t.member_key) as member_key,
        coalesce(s.element_key, t.element_key) as element_key,
        s.contacts, s.responses, s.answered, s.expected,
        t.contacts as contacts_told, t.responses as responses_told,
        t.answered as answered_told, t.expected as expected_told,
    from store.element_sums as s
    full join told as t on s.member_key = t.member_key and s.element_key = t.element_key
    where
        s.contacts is distinct from t.contacts
        or s.responses is distinct from t.responses
        or s.answered is distinct from t.answered
        or s.expected is distinct from t.expected
        or s.chosen is distinct from t.chosen
        or s.foreseen is distinct from t.foreseen
        or s.choices is distinct from t.choices
        or s.last_contact is distinct from t.last_contact
        or s.last_responded_on is distinct from t.last_responded_on
)

select
    coalesce('member ' || p.member_id, 'member_key ' || w.member_key)
    || coalesce(' ' || e.dimension || ' ' || e.element, ' element_key ' || w.element_key) as what,
    format(
        '{} contacts, {} answers, answered {}, expected {}; their contacts say {}, {}, {}, {}',
        coalesce(w.contacts::varchar, 'no'), coalesce(w.responses::varchar, 'no'),
        coalesce(w.answered::varchar, 'nothing'), coalesce(w.expected::varchar, 'nothing'),
        coalesce(w.contacts_told::varchar, 'no'), coalesce(w.responses_told::varchar, 'no'),
        coalesce(w.answered_told::varchar, 'nothing'), coalesce(w.expected_told::varchar, 'nothing')
    ) as problem,
from wrong as w
anti join moved as m on w.member_key = m.member_key
left join store.persons as p on w.member_key = p.member_key
left join store.elements as e on w.element_key = e.element_key;
