-- brief/days: how many days after the contact the answers of a month's campaigns came.
-- reads: answer_times
-- gives: one row per day from the contact's own to that of the last answer, without a gap; share_so_far: of all answers
--   whose day is known
with counted as (
    select days, sum(responses)::bigint as responses,
    from answer_times
    where days is not null
    group by days
),

day as (
    select unnest(generate_series(0, max(days)))::integer as days,
    from counted
)

select
    d.days,
    coalesce(c.responses, 0) as responses,
    sum(coalesce(c.responses, 0)) over (order by d.days) / sum(c.responses) over () as share_so_far,
from day as d
left join counted as c on d.days = c.days
order by d.days;
