-- targeting/closings: an empty ledger of the offers that one member's place on the list closes to another, and that lists
--   made before close.
-- writes: temp closings, one row per plan, member, offer and rule: step; priority, what it was worth where the rule
--   looked at that
create temp table closings (plan integer, member_key integer, offer integer, step integer, priority decimal(38, 15));
