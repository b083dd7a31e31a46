-- brief/gains: which share of its answers each list of the month had had after so many of its members.
-- reads: listed_tenths
-- gives: one row per campaign with a list and tenth; gains is NULL where nobody answered
select
    campaign_id,
    decile,
    sum(members) over up_to / sum(members) over whole as share,
    sum(answers) over up_to / nullif(sum(answers) over whole, 0) as gains,
from listed_tenths
window
    whole as (partition by campaign_id),
    up_to as (partition by campaign_id order by decile rows unbounded preceding)
order by campaign_id, decile;
