-- targeting/rooms: an empty ledger of how many more contacts the rules of the contact policy leave; of several rows the
--   least holds, as contacts come and none goes.
-- writes: temp rooms, one row per plan, rule and unit that may come near the limit
create temp table rooms (plan integer, step integer, unit integer, room integer);
