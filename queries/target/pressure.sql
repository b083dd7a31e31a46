-- target/pressure: contacts near the send days as the member's own clock told them, where files tell another zone's.
-- asks: clock: the settings' time zone
-- reads: near_contacts, store.members
-- writes: temp pressure, one row per plan and contact
create temp table pressure as
select
    k.plan, k.member_key, k.family,
    case
        -- a contact of which only the day is known stays on it
        when z.name is not null and k.contacted_at <> date_trunc('day', k.contacted_at)
            then timezone(m.timezone, timezone(getvariable('clock'), k.contacted_at))
        else k.contacted_at
    end as contacted_at,
from near_contacts as k
left join store.members as m on k.member_key = m.member_key
left join pg_timezone_names() as z on m.timezone = z.name and is_one_zone(z.name);
