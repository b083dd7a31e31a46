-- target/plan_tables: empty tables that steps of a plan fill if it has them.
-- writes: temp drawn (who is in which group), units (households), rooms (how many contacts fit), send_times, numbers
--   (the analyst's own, to choose by), cells (names of groups), settled (who is on the list), used_up (offers without
--   room from some priority on)
create or replace temp table drawn (member_key integer, cell integer, is_drawn boolean);

create or replace temp table units (member_key integer, unit integer);

create or replace temp table rooms (step integer, unit integer, room integer);

create or replace temp table send_times (member_key integer, send_at timestamp);

create or replace temp table numbers (member_key integer, priority decimal(38, 15));

create or replace temp table cells (cell integer, name varchar);

create or replace temp table settled (
    rank integer, member_key integer, offer integer, propensity decimal(18, 9), is_holdout boolean,
    priority decimal(38, 15), is_explored boolean
);

create or replace temp table used_up (offer integer, priority decimal(38, 15));
