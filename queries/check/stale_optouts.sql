-- check/stale_optouts: the newest file that told opt-outs, in rows of their own or as replies, is too long ago.
-- asks: optouts_days
-- reads: loads
-- gives: one row, or none: loaded_on, days since; a workspace that never had one gives none
with newest as (
    select max(loaded_at) as loaded_at,
    from loads
    where optouts > 0 and undone_at is null
),

told as (
    select loaded_at, current_timestamp at time zone 'UTC' as now_at,
    from newest
)

select loaded_at::date as loaded_on, date_sub('day', loaded_at, now_at) as days,
from told
where loaded_at < now_at - to_days(getvariable('optouts_days')::integer);
