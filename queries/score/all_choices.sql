-- score/all_choices: what all members chose, once, where all sums are made anew.
-- reads: store.choice_parts
-- writes: temp all_choices, one row per choice and element that it was made among
create or replace temp table all_choices as
select *
from store.choice_parts;
