-- measure/openness: which campaigns answers may still come of, as far as anything is known, and what share of them
--   usually is in by then.
--   latest: the last day on which anything happened; of usage the end of the last month that is loaded. A campaign
--   whose answers have no days, as contacts files tell them, is taken as told to the end.
-- asks: latest (NULL: nothing has a date)
-- reads: measured, assigned, answers, contacted, goals, known_months, store.trials, store.cells
-- writes: temp openness, one row per campaign: first_on, last_on of the days that are compared; open_until: last_on
--   where it is later than what is known, else NULL; share_in: of answers to closed contacts of the past, how many
--   came within the time that those contacted have had, NULL where none is known or nothing is open; share_of_days:
--   of the days
create or replace temp table openness as
with days as (
    select
        campaign_number,
        min(from_on) filter (where is_compared) as first_on,
        max(until_on) filter (where is_compared) as last_on,
    from assigned
    group by campaign_number
),

dated as (
    select campaign_number, bool_or(answered_on is not null and source <> 'usage') as is_dated,
    from answers
    group by campaign_number
),

told as (
    select distinct campaign_number
    from contacted
    where responded is not null
),

known as (
    select max(last_day(month)) as last_on,
    from known_months
),

timed as (
    select
        d.campaign_number, d.first_on, d.last_on,
        if(g.outcome in ('product', 'revenue', 'volume'), k.last_on, getvariable('latest')::date) as latest,
        g.outcome in ('product', 'revenue', 'volume') or coalesce(a.is_dated, t.campaign_number is null) as is_told,
    from days as d
    inner join goals as g on d.campaign_number = g.campaign_number
    left join dated as a on d.campaign_number = a.campaign_number
    left join told as t on d.campaign_number = t.campaign_number
    cross join known as k
),

still as (
    select campaign_number, latest
    from timed
    where is_told and latest < last_on
),

delay as (
    select greatest(t.responded_at::date - c.contacted_on, 0) as days, count(*) as answers,
    from store.trials as t
    inner join store.cells as c on t.cell_key = c.cell_key
    where t.responded_at is not null and c.is_closed and exists (select 1 from still)
    group by all
),

course as (
    select days, sum(answers) over (order by days) / sum(answers) over () as share,
    from delay
),

age as (
    select a.campaign_number, s.latest - a.opens_on as days, count(*) as members,
    from assigned as a
    inner join still as s on a.campaign_number = s.campaign_number
    where not a.is_control and a.is_compared
    group by all
),

waited as (
    select g.campaign_number, sum(g.members * coalesce(c.share, 0)) / sum(g.members) as share,
    from age as g
    asof left join course as c on g.days >= c.days
    group by g.campaign_number
)

select
    m.campaign_number, m.campaign_id, d.first_on, d.last_on,
    case when s.campaign_number is not null then d.last_on end as open_until,
    case when exists (select 1 from course) then w.share end as share_in,
    (d.latest - d.first_on + 1) / (d.last_on - d.first_on + 1) as share_of_days,
from measured as m
left join timed as d on m.campaign_number = d.campaign_number
left join still as s on m.campaign_number = s.campaign_number
left join waited as w on m.campaign_number = w.campaign_number;
