-- score/habit_days: the days on which habits of sampled members are looked at: the first of each campaign of theirs
--   that is learned from. Only of those whom a members file tells of, for only they are scored by them.
-- reads: step_contacts, store.profiles
-- writes: temp habit_days, one row per sampled member and campaign; known_month is the last month that was over then
create or replace temp table habit_days as
with met as (
    select distinct member_key, campaign_key, first_day,
    from step_contacts
    semi join store.profiles using (member_key)
)

select
    member_key, campaign_key, first_day, (date_trunc('month', first_day) - interval 1 month)::date as known_month,
from met;
