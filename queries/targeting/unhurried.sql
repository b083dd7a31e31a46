-- targeting/unhurried: nobody's offers had no room left when their turn came.
-- writes: temp unhurried, one row per plan and member
create temp table unhurried (plan integer, member_key integer);
