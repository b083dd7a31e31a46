-- score/touched: takes out the sums of every member whose evidence changed, to be made anew from all of their contacts.
-- reads: touched (members of changed campaigns as they were), new_cells, store.trials, store.member_sums
-- writes: touched, with the members of those campaigns as they are; store.member_sums, store.element_sums and
--   store.answer_hours, without them; temp view touched_trials, their contacts; temp view member_change, what is to be
--   added to the sums of those who share their attributes; on the way: temp member_before, temp touched_contacts
insert into touched
select distinct t.member_key
from store.trials as t
semi join new_cells as n on t.cell_key = n.cell_key
anti join touched as x on t.member_key = x.member_key;

create or replace temp table member_before as
select s.*
from store.member_sums as s
semi join touched as x on s.member_key = x.member_key;

delete from store.member_sums
where member_key in (select x.member_key from touched as x);

delete from store.element_sums
where member_key in (select x.member_key from touched as x);

delete from store.answer_hours
where member_key in (select x.member_key from touched as x);

-- once, for all that is to be made of them
create or replace temp table touched_contacts as
select t.*
from store.trials as t
semi join touched as x on t.member_key = x.member_key;

create or replace temp view touched_trials as
select *
from touched_contacts;

create or replace temp view member_change as
select s.member_key, s.answered, s.expected,
from store.member_sums as s
semi join touched as x on s.member_key = x.member_key
union all
select member_key, -answered as answered, -expected as expected,
from member_before;
