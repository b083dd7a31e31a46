-- brief/hours: at which hour of the day the answers of a month's campaigns came.
-- reads: answer_times
-- gives: one row per hour, 0 to 23; none where no answer has a time; share: of the answers whose hour is known
with counted as (
    select hour, sum(responses)::bigint as responses,
    from answer_times
    where hour is not null
    group by hour
),

hour as (
    select unnest(generate_series(0, 23))::integer as hour,
    where exists (select 1 from counted)
)

select
    h.hour,
    coalesce(c.responses, 0) as responses,
    coalesce(c.responses, 0) / sum(c.responses) over () as share,
from hour as h
left join counted as c on h.hour = c.hour
order by h.hour;
