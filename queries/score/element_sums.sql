-- score/element_sums: observed and expected responses of each touched member by element, for one dimension and the
--   members of one part; and what the member chose when answering, beside how often others chose it.
-- asks: dimension, first_member, last_member (keys)
-- reads: touched_trials (of members whose sums are not there), cell_elements, touched_choices
-- writes: store.element_sums, one row per person and element that they were contacted with or could choose
insert into store.element_sums
with contact as (
    select
        t.member_key,
        c.element_key,
        sum(case when t.responded_at is not null then c.weight else 0 end) as answered,
        sum(c.expected) as expected,
        count(*) as contacts,
        count(t.responded_at) as responses,
        max(c.packed + packed_answer(t.responded_at is not null)) as last_contact,
        max(t.responded_at::date) as last_responded_on,
    from touched_trials as t
    inner join cell_elements as c using (cell_key)
    where
        c.dimension = getvariable('dimension')
        and t.member_key between getvariable('first_member') and getvariable('last_member')
    group by t.member_key, c.element_key
),

choice as (
    select
        member_key, element_key,
        sum(chosen) as chosen,
        sum(foreseen) as foreseen,
        count(*) filter (where is_chosen) as choices,
    from touched_choices
    where
        dimension = getvariable('dimension')
        and member_key between getvariable('first_member') and getvariable('last_member')
    group by member_key, element_key
)

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
from contact as k
full join choice as c using (member_key, element_key);
