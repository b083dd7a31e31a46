-- measure/programme_known: how far anything is known that a universal control can be compared by.
-- reads: store.usage, store.contacts, store.responses, store.treatments, store.campaigns, store.members, store.persons,
--   store.erased, store.control_periods
-- gives: one row: last_month, the latest of which anything is known, NULL where there is nothing; members; persons;
--   erased; periods: those of the controls that ever stood, in order, NULL: none did
with event as (
    select max(month) as day from store.usage
    union all
    select max(contacted_at)::date as day from store.contacts
    union all
    select max(responded_at)::date as day from store.responses
    union all
    select max(c.starts_on) as day
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where k.contacted_at is null
)

select
    (select date_trunc('month', max(day))::date from event) as last_month,
    (select count(*) from store.members) as members,
    (select count(*) from store.persons) as persons,
    (select count(*) from store.erased where was_loaded) as erased,
    (select list(distinct period order by period) from store.control_periods) as periods;
