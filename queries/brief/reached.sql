-- brief/reached: which share of the members had been reached, by a contact that arrived, by the end of a month and of
--   the month before. Whether it tells anything of them yet is another matter: see measure/coverage.
--   Who was reached is one bit for each key, so that all contacts are gone through once and no member is looked up.
-- asks: month; most_key (the highest there is of a person)
-- reads: store.contacts, store.treatments, store.campaigns, store.base
-- gives: one row per month, the one before first: reached, of the members who had joined by then, NULL without any
with asked as (
    select month::date as month, last_day(month::date) as month_end,
    from (
        select unnest([getvariable('month')::date - interval 1 month, getvariable('month')::date]) as month
    )
),

-- a contact without a time of its own is taken to be on the campaign's first day
arrived as (
    select member_key, contacted_at,
    from store.contacts
    where contacted_at is not null and not is_control and coalesce(delivered, true)
    union all
    select k.member_key, c.starts_on::timestamp as contacted_at,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where k.contacted_at is null and not k.is_control and coalesce(k.delivered, true)
),

met as (
    select
        bitstring_agg(member_key, 0, getvariable('most_key')::integer)
        filter (where contacted_at < getvariable('month')::date::timestamp) as before,
        bitstring_agg(member_key, 0, getvariable('most_key')::integer) as by_now,
    from arrived
    where contacted_at < getvariable('month')::date::timestamp + interval 1 month
),

member as (
    select
        m.joined_on,
        m.counts_until,
        coalesce(get_bit(t.before, m.member_key) = 1, false) as is_reached_before,
        coalesce(get_bit(t.by_now, m.member_key) = 1, false) as is_reached,
    from store.base as m
    cross join met as t
),

day as (
    select
        joined_on,
        counts_until,
        count(*) as members,
        count(*) filter (where is_reached_before) as reached_before,
        count(*) filter (where is_reached) as reached,
    from member
    group by joined_on, counts_until
)

select
    a.month,
    sum(case when a.month < getvariable('month')::date then d.reached_before else d.reached end)
    / nullif(sum(d.members), 0) as reached,
from asked as a
left join day as d
    on coalesce(d.joined_on <= a.month_end, true) and coalesce(a.month_end <= d.counts_until, true)
group by a.month
order by a.month;
