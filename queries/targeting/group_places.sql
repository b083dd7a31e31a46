-- targeting/group_places: an empty ledger of whom each group takes.
-- writes: temp group_places, one row per plan and member: cell
create temp table group_places (plan integer, member_key integer, cell integer);
