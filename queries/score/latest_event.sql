-- score/latest_event: the default scoring day: the last day on which anything happened.
-- reads: store.contacts, store.treatments, store.campaigns, store.responses
-- gives: one row: day, NULL where nothing has a date
with event as (
    select max(greatest(k.contacted_at, k.responded_at))::date as day,
    from store.contacts as k
    union all
    select max(c.starts_on) as day,
    from store.contacts as k
    inner join store.treatments as t using (treatment_key)
    inner join store.campaigns as c using (campaign_key)
    where k.contacted_at is null
    union all
    select max(responded_at)::date as day,
    from store.responses
)

select max(day) as day,
from event;
