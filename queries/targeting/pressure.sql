-- targeting/pressure: an empty ledger of the contacts near the send days of plans with a contact policy.
-- writes: temp pressure, one row per plan and contact: contacted_at, as the member's own clock told it
create temp table pressure (plan integer, member_key integer, family varchar, contacted_at timestamp);
