-- brief/coverage: how many members had evidence of their own by the end of each of two months: a contact that arrived.
-- asks: months (their first days)
-- reads: store.contacts, store.treatments, store.campaigns, store.members
-- gives: one row per month: coverage, their share of the members who had joined by then; no row without members
with day as (
    select t.treatment_key, c.starts_on,
    from store.treatments as t
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
),

first_contact as (
    select k.member_key, min(coalesce(k.contacted_at::date, d.starts_on)) as contacted_on,
    from store.contacts as k
    inner join day as d on k.treatment_key = d.treatment_key
    where not k.is_control and coalesce(k.delivered, true)
    group by k.member_key
),

asked as (
    select unnest(getvariable('months')::date[]) as month,
)

select
    a.month,
    count(*) filter (
        where f.contacted_on <= last_day(a.month) and coalesce(m.joined_on <= last_day(a.month), true)
    ) / nullif(count(*) filter (where coalesce(m.joined_on <= last_day(a.month), true)), 0) as coverage,
from store.members as m
cross join asked as a
left join first_contact as f on m.member_key = f.member_key
group by a.month
order by a.month;
