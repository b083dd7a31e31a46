-- targeting/own_days: an empty ledger of the days on which members are written to, where a plan gives each their own.
-- writes: temp own_days, one row per plan and member with such a day within the plan's dates: day
create temp table own_days (plan integer, member_key integer, day date);
