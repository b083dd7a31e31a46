-- calendar/overlaps: how many members any two campaigns of a month share.
-- reads: audiences
-- gives: one row per pair of campaigns with members in both, the largest share first: campaign, other,
--   members_campaign, members_other, members_both, share_of_smaller (of the members of the smaller audience)
with audience as (
    select x.campaign_id, sum(a.members) as members,
    from audiences as a
    cross join unnest(a.campaigns) as x (campaign_id)
    group by x.campaign_id
),

pair as (
    select x.campaign_id as campaign, y.campaign_id as other, sum(a.members) as members_both,
    from audiences as a
    cross join unnest(a.campaigns) as x (campaign_id)
    cross join unnest(a.campaigns) as y (campaign_id)
    where x.campaign_id < y.campaign_id
    group by all
)

select
    p.campaign, p.other,
    c.members::bigint as members_campaign,
    o.members::bigint as members_other,
    p.members_both::bigint as members_both,
    p.members_both / least(c.members, o.members) as share_of_smaller,
from pair as p
inner join audience as c on p.campaign = c.campaign_id
inner join audience as o on p.other = o.campaign_id
order by share_of_smaller desc, members_both desc, p.campaign, p.other;
