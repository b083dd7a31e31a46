-- score/habit_days: the days on which habits of sampled members are looked at: the first of each of their campaigns.
--   Only of those whom a members file tells of, for only they are scored by them.
-- reads: evidence, store.cells, store.profiles
-- writes: temp habit_days, one row per sampled member and campaign; known_month is the last month that was over then
create or replace temp table habit_days as
with first_day as (
    select campaign_key, min(contacted_on) as first_day,
    from store.cells
    group by campaign_key
),

met as (
    select distinct member_key, campaign_key,
    from evidence
    semi join store.profiles using (member_key)
)

select
    m.member_key, m.campaign_key, f.first_day,
    (date_trunc('month', f.first_day) - interval 1 month)::date as known_month,
from met as m
inner join first_day as f using (campaign_key);
