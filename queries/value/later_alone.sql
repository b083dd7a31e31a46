-- value/later_alone: what value/known_later tells, kept for those who ask it for a few members at a time.
-- reads: known_later
-- writes: temp later_alone, one row per member
create or replace temp table later_alone as
from known_later;
