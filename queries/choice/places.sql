-- choice/places: an empty ledger of who is taken, with which offer. A chooser is a member, or one of several choices of
--   a member where plans are chosen together.
-- writes: temp places, one row per trial and chooser taken: trial (1: the best in turn, to lay beside; 2: by prices; 3:
--   the same, the last few chosen among anew; 4: the list); stage and round, of the trial; rank, in the order in which
--   they were taken (0 where all of them were taken at once); and one row per round that met a limit, for the chooser
--   who would have broken it: met ('size' where the list is full, 'limit' where their offer has no room; NULL: they are
--   taken)
create temp table places (
    trial integer, stage integer, round integer, rank integer, chooser_key integer, offer integer,
    propensity decimal(18, 9), is_holdout boolean, priority decimal(38, 15), is_explored boolean, met varchar
);
