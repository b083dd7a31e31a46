-- targeting/closings: an empty ledger of the offers that one member's place on the list closes to another, and that
--   lists made before close.
-- writes: temp closings, one row per plan, member, offer and rule: is_final, whether it holds for the list; not where
--   it is only what plans chosen together begin with, when none of them has a list yet; step; priority, what it was
--   worth where the rule looked at that
create temp table closings (
    is_final boolean, plan integer, member_key integer, offer integer, step integer, priority decimal(38, 15)
);
