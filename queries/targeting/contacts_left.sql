-- targeting/contacts_left: an empty ledger of how many more contacts the rules of the contact policy leave; of several
--   rows the least holds, as contacts come and none goes.
-- writes: temp contacts_left, one row per plan, rule and unit that may come near the limit
create temp table contacts_left (plan integer, step integer, unit integer, room integer);
