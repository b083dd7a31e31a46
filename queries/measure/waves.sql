-- measure/waves: who was contacted, or held out, again after the response window of their last contact had closed: each
--   time is a wave of its own, compared by itself, and an answer belongs to the wave that it came after. Where a list
--   of the campaign was exported, of its treated members alone: whom it holds out stays held out. The waves of a series
--   are no such times: it is compared as one.
-- reads: measured, measured_lists, series_spans, contacted, store.list_members
-- writes: temp waves, one row per campaign, member and wave, of those with several: opens_on and last_on are the days
--   of its first and last contact; answers from begins_on on and before ends_on belong to it
create or replace temp table waves as
with long_campaign as (
    select c.campaign_number, m.response_days
    from contacted as c
    inner join measured as m on c.campaign_number = m.campaign_number
    anti join series_spans as s on c.campaign_number = s.campaign_number
    group by c.campaign_number, m.response_days
    having max(c.contacted_at)::date - min(c.contacted_at)::date > m.response_days
),

listed as (
    select l.campaign_number, m.member_key, bool_or(m.is_control) as is_control,
    from store.list_members as m
    inner join measured_lists as l on m.list_key = l.list_key
    semi join long_campaign as w on l.campaign_number = w.campaign_number
    group by l.campaign_number, m.member_key
),

with_list as (
    select distinct campaign_number,
    from measured_lists
),

met_again as (
    select c.campaign_number, c.member_key, w.response_days
    from contacted as c
    inner join long_campaign as w on c.campaign_number = w.campaign_number
    left join listed as l on c.campaign_number = l.campaign_number and c.member_key = l.member_key
    left join with_list as x on c.campaign_number = x.campaign_number
    where x.campaign_number is null or not l.is_control
    group by c.campaign_number, c.member_key, w.response_days
    having max(c.contacted_at)::date - min(c.contacted_at)::date > w.response_days
),

contact_day as (
    select distinct c.campaign_number, c.member_key, c.contacted_at::date as contacted_on, r.response_days,
    from contacted as c
    inner join met_again as r on c.campaign_number = r.campaign_number and c.member_key = r.member_key
    where c.contacted_at is not null
),

stepped as (
    select
        *,
        coalesce(
            contacted_on - lag(contacted_on) over (partition by campaign_number, member_key order by contacted_on)
            > response_days,
            true
        ) as is_first,
    from contact_day
),

numbered as (
    select
        campaign_number, member_key, contacted_on,
        (count(*) filter (where is_first) over (partition by campaign_number, member_key order by contacted_on))
        ::integer as wave,
    from stepped
),

spanned as (
    select campaign_number, member_key, wave, min(contacted_on) as opens_on, max(contacted_on) as last_on,
    from numbered
    group by campaign_number, member_key, wave
)

select
    *,
    case when wave > 1 then opens_on else date '0001-01-01' end as begins_on,
    coalesce(
        lead(opens_on) over (partition by campaign_number, member_key order by wave), date '9999-12-31'
    ) as ends_on,
    count(*) over (partition by campaign_number, member_key)::integer as waves,
from spanned
qualify waves > 1;
