-- target/to_time: the members of the list whose send time is not known yet.
-- reads: chosen, send_times
-- writes: temp to_time, one row per member
create or replace temp table to_time as
select c.member_key,
from chosen as c
anti join send_times as s on c.member_key = s.member_key;
