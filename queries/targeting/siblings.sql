-- targeting/siblings: an empty ledger of the contacts of lists that are chosen together, as each is made.
-- writes: temp siblings, one row per plan and member, contacted or held out
create temp table siblings (plan integer, member_key integer, channel varchar, contacted_at timestamp);
