-- calendar/audiences: which campaigns of a month reach the same members: members by the set of campaigns that they are
--   in, so that the pairs are counted of few sets and not of everybody.
-- asks: month (its first day)
-- reads: month_contacts
-- writes: temp audiences, one row per set of campaigns: campaigns, a list in order of ids; members
create or replace temp table audiences as
with of_member as (
    select member_key, list_sort(list(distinct campaign_id)) as campaigns,
    from month_contacts
    where date_trunc('month', day) = getvariable('month')::date
    group by member_key
)

select campaigns, count(*) as members,
from of_member
group by campaigns;
