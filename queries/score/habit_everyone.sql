-- score/habit_everyone: all members on the day after the scoring day, to look at their habits now.
-- asks: as_of
-- reads: store.profiles
-- writes: temp habit_everyone, one row per member
create or replace temp table habit_everyone as
select
    member_key, 0 as campaign_key, getvariable('as_of')::date + 1 as first_day,
    (date_trunc('month', getvariable('as_of')::date + 1) - interval 1 month)::date as known_month,
from store.profiles;
