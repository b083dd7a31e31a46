-- targeting/numbers: nobody has a number of the analyst's own, to be chosen by.
-- writes: temp numbers, one row per member: priority
create temp table numbers (member_key integer, priority decimal(38, 15));
