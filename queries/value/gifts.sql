-- value/gifts: what answers cost, where a list of the campaign says it: one gift for each code that came back in a
--   month, else one for answers told by campaign. An answer without a day is of the month of the latest contact.
--   Who was only held out is given nothing.
-- asks: month (nothing later is looked at)
-- reads: treatment_costs, code_costs, store.direct_answers, store.contacts
-- writes: temp gifts, one row per member, campaign and month with answers of a campaign with gifts
create or replace temp table gifts as
with answer as (
    select a.member_key, a.campaign_key, a.responded_at, a.treatment_code, a.told_by,
    from store.direct_answers as a
    where
        a.campaign_key in (select t.campaign_key from treatment_costs as t where t.has_gifts)
        and (a.responded_at is null or a.responded_at::date <= last_day(getvariable('month')::date))
),

code as (
    select distinct campaign_key, treatment_code, response_cost,
    from code_costs
),

contact as (
    select
        k.member_key, t.campaign_key,
        max(coalesce(k.contacted_at, t.starts_on::timestamp)) as contacted_at,
        max(coalesce(c.response_cost, t.response_cost)) as response_cost,
    from store.contacts as k
    inner join treatment_costs as t on k.treatment_key = t.treatment_key
    semi join answer as a on k.member_key = a.member_key
    left join code_costs as c on k.treatment_key = c.treatment_key and k.treatment_code = c.treatment_code
    where
        t.has_gifts
        and not k.is_control
        and coalesce(k.contacted_at, t.starts_on::timestamp)::date <= last_day(getvariable('month')::date)
    group by k.member_key, t.campaign_key
)

select
    a.member_key, a.campaign_key,
    date_trunc('month', coalesce(a.responded_at, k.contacted_at))::date as month,
    case
        when count(c.treatment_code) > 0 then sum(c.response_cost)
        else max(k.response_cost)
    end::decimal(38, 6) as cost,
from answer as a
inner join contact as k on a.member_key = k.member_key and a.campaign_key = k.campaign_key
left join code as c
    on a.campaign_key = c.campaign_key and a.treatment_code = c.treatment_code and a.told_by = 'response'
group by all;
