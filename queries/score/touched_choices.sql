-- score/touched_choices: what the members whose sums are made anew chose; where all are made anew, all choices stand
--   for it.
-- reads: store.choice_parts, touched
-- writes: temp view touched_choices, one row per choice and element that it was made among
create or replace temp view touched_choices as
select p.*
from store.choice_parts as p
semi join touched as t on p.member_key = t.member_key;
