-- targeting/group_verdicts: an empty ledger of whom the groups of an audience leave out.
-- writes: temp group_verdicts, one row per plan and member: step, of the rule
create temp table group_verdicts (plan integer, member_key integer, step integer);
