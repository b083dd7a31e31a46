-- measure/programme_spans: the months that are compared together, each by itself, and as a quarter where they are one.
-- asks: months (one to three of a quarter, in order, of one control); has_quarter
-- writes: temp programme_spans, one row per month and quarter: place, from 1, the quarter last; first_month;
--   last_month; mark: 1, 2 and 4 of the months, 8 of the quarter
create or replace temp table programme_spans as
with month as (
    select month, place,
    from unnest(getvariable('months')::date[]) with ordinality as m (month, place)
)

select place, month as first_month, month as last_month, 1 << (place - 1) as mark,
from month
union all
select max(place) + 1 as place, min(month) as first_month, max(month) as last_month, 8 as mark,
from month
where getvariable('has_quarter')::boolean
having count(*) > 0
order by place;
