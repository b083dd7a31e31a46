-- measure/change: how the monthly revenue of the campaign's products changed, member by member: the mean of the known
--   months after the campaign less that of the known months before it.
-- reads: arms, used, used_months
-- gives: one row per arm with its members, mean change and variance (NULL where a side has no known month); months
--   before and after
with known as (
    select
        count(*) filter (where period = 'before') as before,
        count(*) filter (where period = 'after') as after,
    from used_months
    where is_known
),

spent as (
    select
        u.member_key,
        sum(u.revenue) filter (where m.period = 'before') as before,
        sum(u.revenue) filter (where m.period = 'after') as after,
    from used as u
    inner join used_months as m on u.month = m.month
    group by u.member_key
),

change as (
    select
        a.is_control,
        coalesce(s.after, 0)::double / nullif(k.after, 0) - coalesce(s.before, 0)::double / nullif(k.before, 0)
            as change,
    from arms as a
    cross join known as k
    left join spent as s on a.member_key = s.member_key
)

-- in order of value, so that the last digit is always the same
select
    is_control,
    count(*) as members,
    avg(change order by change) as mean_change,
    var_samp(change order by change) as variance,
from change
group by is_control
order by is_control;
