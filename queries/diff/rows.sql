-- diff/rows: who moved between two lists.
-- reads: moves
-- gives: one row per member who did
select
    member_id, was, "is", reason, rank_before, rank_after,
    propensity_before, propensity_after,
from moves
where move <> 'stayed'
order by move, coalesce(rank_before, rank_after), member_id;
