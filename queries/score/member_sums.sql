-- score/member_sums: observed and expected responses of each touched member of one part.
--   Weights are whole steps of a power of two, so that sums are exact in whatever order rows come.
-- asks: first_member, last_member (keys)
-- reads: touched_trials (of members whose sums are not there), store.cells
-- writes: store.member_sums, one row per contacted person
insert into store.member_sums
select
    t.member_key,
    sum(case when t.responded_at is not null then c.weight else 0 end) as answered,
    sum(c.expected) as expected,
    count(*) as contacts,
    count(t.responded_at) as responses,
    max(pack_contact(c.contacted_on, c.rate) + packed_answer(t.responded_at is not null)) as last_contact,
from touched_trials as t
inner join store.cells as c using (cell_key)
where t.member_key between getvariable('first_member') and getvariable('last_member')
group by t.member_key;
