-- erase/drawn_again: the sample of members once more, for who is drawn follows from the ids of today; those who came
--   after the last scoring are drawn by the next.
-- reads: store.persons, store.scorings
-- writes: temp drawn_again, one row per sampled member: draw is a hash of the id
create or replace temp table drawn_again as
select p.member_key, md5_number_lower(p.member_id) as draw,
from store.persons as p
cross join store.scorings as s
where p.member_key <= s.last_person
order by draw, p.member_key
limit 200000;
