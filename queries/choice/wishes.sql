-- choice/wishes: an empty table for the members whom a walk comes past.
-- writes: temp awaited, to be filled, and temp view wishes over it: one row per member and offer: priority, highest
--   first, then propensity
create or replace temp table awaited (member_key integer, offer integer, priority double, propensity decimal(18, 9));

create or replace temp view wishes as
select member_key, offer, priority, propensity,
from awaited;
