-- score/zones: the time zones that a member may have a clock of.
-- writes: temp zones, one row per time zone
create or replace temp table zones as
select name as timezone
from pg_timezone_names()
where is_one_zone(name);
