-- targeting/to_time: an empty ledger of those whose send time is to be known.
-- writes: temp to_time, one row per plan and member
create temp table to_time (plan integer, member_key integer);
