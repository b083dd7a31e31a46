-- added/pair_days: the days on which habits of those compared are looked at: the first of each campaign.
-- reads: arm_pairs
-- writes: temp pair_days, one row per campaign and member; known_month is the last month that was over then
create temp table pair_days as
select
    member_key, campaign_number as campaign_key, first_day,
    (date_trunc('month', first_day) - interval 1 month)::date as known_month,
from arm_pairs;
