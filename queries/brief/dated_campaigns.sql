-- brief/dated_campaigns: every campaign with the day on which it begins: as described, else that of its list, else that
--   of its first contact.
-- reads: store.campaigns, store.treatments, store.contacts, store.lists
-- writes: temp dated_campaigns, one row per campaign whose day is known; contacts counts rows, controls aside; is_sent:
--   contacts of it are loaded, or a list of it was exported
create or replace temp table dated_campaigns as
with sent_list as (
    select campaign_id, min(coalesce(starts_on, as_of)) as starts_on,
    from store.lists
    where status in ('exported', 'sent')
    group by campaign_id
),

by_treatment as (
    select treatment_key, min(contacted_at)::date as first_day, count(*) filter (where not is_control) as contacts,
    from store.contacts
    group by treatment_key
),

contacted as (
    select t.campaign_key, min(b.first_day) as first_day, sum(b.contacts)::bigint as contacts,
    from by_treatment as b
    inner join store.treatments as t on b.treatment_key = t.treatment_key
    group by t.campaign_key
),

known as (
    select
        c.campaign_key,
        coalesce(c.campaign_id, l.campaign_id) as campaign_id,
        c.name,
        c.response_days,
        coalesce(c.starts_on, l.starts_on, k.first_day) as starts_on,
        coalesce(k.contacts, 0) as contacts,
        k.campaign_key is not null or l.campaign_id is not null as is_sent,
    from store.campaigns as c
    full join sent_list as l on c.campaign_id = l.campaign_id
    left join contacted as k on c.campaign_key = k.campaign_key
)

select *, date_trunc('month', starts_on)::date as month,
from known
where starts_on is not null;
