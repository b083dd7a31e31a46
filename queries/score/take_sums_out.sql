-- score/take_sums_out: takes out the sums of every member whose evidence changed, to be made anew from all of their
--   contacts.
-- reads: touched
-- writes: store.member_sums, store.element_sums and store.answer_hours, without them
delete from store.member_sums
where member_key in (select x.member_key from touched as x);

delete from store.element_sums
where member_key in (select x.member_key from touched as x);

delete from store.answer_hours
where member_key in (select x.member_key from touched as x);
