-- target/own_clock: contacts near the send days as the member's own clock told them, where files tell another zone's.
-- asks: clock: the settings' time zone
-- reads: pressure, store.members
-- writes: pressure
update pressure
set contacted_at = timezone(m.timezone, timezone(getvariable('clock'), pressure.contacted_at))
from store.members as m
inner join pg_timezone_names() as z on m.timezone = z.name and is_one_zone(z.name)
where
    pressure.member_key = m.member_key
    -- a contact of which only the day is known stays on it
    and pressure.contacted_at <> date_trunc('day', pressure.contacted_at);
