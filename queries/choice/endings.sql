-- choice/endings: an empty ledger of where stages had to end, as a limit was reached.
-- writes: temp endings, one row per trial and such stage: last_rank, that of the last chooser contacted
create temp table endings (trial integer, stage integer, last_rank integer);
