-- targeting/verdicts: an empty ledger of what rules about members say.
-- writes: temp verdicts, one row per plan, member and rule that takes the member out, or that closes an offer to them
--   (NULL: all); step, of the rule; cell, the group of which it is a word (NULL: none, it is a rule of the plan)
create temp table verdicts (plan integer, member_key integer, offer integer, step integer, cell integer);
