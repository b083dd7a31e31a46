-- load/said_optouts: what an opt-outs file says, of whom: by member id, by phone, by e-mail address.
-- reads: typed
-- writes: temp said_optouts, one row per row of the file
create or replace temp table said_optouts as
select line, member_id, phone, email, channel, opted_out_on, action, opted_out_at,
from typed;
