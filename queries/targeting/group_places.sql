-- targeting/group_places: an empty ledger of whom each group takes.
-- writes: temp group_places, one row per plan and member: is_final, as of closings; cell
create temp table group_places (is_final boolean, plan integer, member_key integer, cell integer);
