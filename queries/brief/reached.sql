-- brief/reached: which share of the members had been reached, by a contact that arrived, by the end of a month and of
--   the month before. Whether it tells anything of them yet is another matter: see measure/coverage.
--   Who was reached, and who was there, is one bit for each key: all contacts are gone through once, and nobody is
--   looked up.
-- asks: month; most_key (the highest there is of a person)
-- reads: store.contacts, store.treatments, store.campaigns, store.base
-- gives: one row per month, the one before first: reached, of the members who had joined by then, NULL without any
with asked as (
    select
        getvariable('month')::date as month,
        last_day(getvariable('month')::date) as month_end,
        (getvariable('month')::date - interval 1 month)::date as before,
        getvariable('month')::date - 1 as before_end,
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
        m.member_key,
        coalesce(m.joined_on <= a.before_end, true) and coalesce(a.before_end <= m.counts_until, true) as is_before,
        coalesce(m.joined_on <= a.month_end, true) and coalesce(a.month_end <= m.counts_until, true) as is_by_now,
    from store.base as m
    cross join asked as a
),

there as (
    select
        count(*) filter (where is_before) as members_before,
        count(*) filter (where is_by_now) as members,
        bitstring_agg(member_key, 0, getvariable('most_key')::integer) filter (where is_before) as before,
        bitstring_agg(member_key, 0, getvariable('most_key')::integer) filter (where is_by_now) as by_now,
    from member
)

select a.before as month, coalesce(bit_count(h.before & t.before), 0) / nullif(h.members_before, 0) as reached,
from asked as a
cross join there as h
cross join met as t
union all
select a.month, coalesce(bit_count(h.by_now & t.by_now), 0) / nullif(h.members, 0) as reached,
from asked as a
cross join there as h
cross join met as t
order by month;
