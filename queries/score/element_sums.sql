-- score/element_sums: observed and expected responses of each touched member by element, for one dimension and the
--   members of one part.
-- asks: dimension, first_member, last_member (keys)
-- reads: touched_trials (of members whose sums are not there), cell_elements
-- writes: store.element_sums, one row per contacted person and element
insert into store.element_sums
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
group by t.member_key, c.element_key;
