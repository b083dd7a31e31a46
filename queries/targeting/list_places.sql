-- targeting/list_places: an empty ledger of who is on the lists.
-- writes: temp list_places, one row per plan and member: rank, on the list; priority, what they were taken by
create temp table list_places (
    plan integer, rank integer, member_key integer, offer integer, propensity decimal(18, 9), is_holdout boolean,
    priority decimal(38, 15), is_explored boolean
);
