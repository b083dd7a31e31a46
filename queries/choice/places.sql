-- choice/places: an empty ledger of who is taken, with which offer. A chooser is a member, or one of several choices of
--   a member where plans are chosen together.
-- writes: temp places, one row per chooser taken: stage and round, of the choice; rank, in the order in which they were
--   taken (0 where all of them were taken at once); and one row per round that met a limit, for the chooser who would
--   have broken it: met ('size' where the list is full, 'limit' where their offer has no room; NULL: they are taken)
create temp table places (
    stage integer, round integer, rank integer, chooser_key integer, offer integer, propensity decimal(18, 9),
    is_holdout boolean, priority decimal(38, 15), is_explored boolean, met varchar
);
