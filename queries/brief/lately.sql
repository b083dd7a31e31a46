-- brief/lately: how many months back there are no more than so many contacts, up to a month itself; twelve at most.
-- asks: month, most
-- reads: dated_campaigns
-- gives: one row: first_month, NULL where the month alone has more
with month as (
    select unnest(
        generate_series(getvariable('month')::date - interval 11 month, getvariable('month')::date, interval 1 month)
    )::date as month,
),

counted as (
    select m.month, coalesce(sum(c.contacts), 0) as contacts,
    from month as m
    left join dated_campaigns as c on m.month = c.month
    group by m.month
),

upward as (
    select month, sum(contacts) over (order by month desc) as contacts_since,
    from counted
)

select min(month) as first_month,
from upward
where contacts_since <= getvariable('most');
