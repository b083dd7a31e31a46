-- targeting/send_times: an empty ledger of when members are best written to.
-- writes: temp send_times, one row per plan and member: send_at, on the member's own clock
create temp table send_times (plan integer, member_key integer, send_at timestamp);
