-- added/held_out_campaigns: campaigns of which somebody was held out, that began by the day: what people do unasked can
--   be seen in them.
-- asks: as_of
-- reads: store.contacts, store.treatments, store.campaigns, store.lists
-- gives: one row per campaign, the latest first: campaign_id, members (contacts and controls, those of its lists where
--   they are more; the later waves of a series are of the same members, and held out nobody else)
with counted as (
    select treatment_key, count(*) as members, count(*) filter (where is_control) as controls,
    from store.contacts
    group by treatment_key
),

told as (
    select
        c.campaign_id, min(c.starts_on) as starts_on,
        sum(n.members)::bigint as members, sum(n.controls)::bigint as controls,
    from counted as n
    inner join store.treatments as t on n.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    group by c.campaign_id
),

listed as (
    select
        campaign_id, min(coalesce(starts_on, as_of)) as starts_on,
        sum(count_treated + count_control)::bigint as members, sum(count_control)::bigint as controls,
    from store.lists
    where status in ('exported', 'sent') and coalesce(wave, 1) = 1
    group by campaign_id
),

both_ways as (
    from told
    union all
    from listed
)

select campaign_id, max(members) as members,
from both_ways
group by campaign_id
having max(controls) > 0 and min(starts_on) <= getvariable('as_of')::date
order by min(starts_on) desc, campaign_id;
