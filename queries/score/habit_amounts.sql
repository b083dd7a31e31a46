-- score/habit_amounts: the habits of members as they were the day before, from what was known then alone: usage of the
--   three months that were over, contacts of a month, and those of a year for each campaign there was in it: those whom
--   senders choose again and again stay told apart from others while a history grows.
-- reads: habit_members, habit_kinds, store.usage, store.trials, store.cells, store.profiles
-- writes: temp habit_amounts, one row per member, campaign and habit that there was something of
create or replace temp table habit_amounts as
with span as (
    select min(known_month) as first_month, max(known_month) as last_month, min(first_day) as first_day,
    from habit_members
),

bought as (
    -- a month counts on the days that follow it by up to three months
    select
        u.member_key, u.product,
        (date_trunc('month', u.month) + interval 1 month * later.months)::date as known_month,
        coalesce(u.revenue, u.volume, 1) as amount,
    from store.usage as u
    cross join span as s
    cross join (values (0), (1), (2)) as later (months)
    where u.month >= s.first_month - interval 2 month and u.month < s.last_month + interval 1 month
),

used as (
    select d.member_key, d.campaign_key, b.product, sum(b.amount) as amount,
    from habit_members as d
    inner join bought as b on d.member_key = b.member_key and d.known_month = b.known_month
    group by all
),

used_in_all as (
    select member_key, campaign_key, sum(amount)::double as amount,
    from used
    group by all
),

past as (
    select t.member_key, c.contacted_on,
    from store.trials as t
    inner join store.cells as c using (cell_key)
    cross join span as s
    where c.contacted_on >= s.first_day - 365
),

campaign as (
    select min(contacted_on) as first_day,
    from store.cells
    group by campaign_key
),

day as (
    select distinct first_day
    from habit_members
),

held as (
    select d.first_day, count(*) as campaigns,
    from day as d
    inner join campaign as c on c.first_day < d.first_day and c.first_day >= d.first_day - 365
    group by d.first_day
),

contacted as (
    select
        d.member_key, d.campaign_key,
        count(*)::double / any_value(h.campaigns) as in_year,
        count(*) filter (where p.contacted_on >= d.first_day - 30)::double as in_month,
    from habit_members as d
    inner join past as p
        on
            d.member_key = p.member_key
            and p.contacted_on < d.first_day
            and p.contacted_on >= d.first_day - 365
    inner join held as h on d.first_day = h.first_day
    group by d.member_key, d.campaign_key
)

select x.member_key, x.campaign_key, k.habit, x.amount,
from used_in_all as x
inner join habit_kinds as k on k.kind = 'usage'
union all
select x.member_key, x.campaign_key, k.habit, x.amount::double,
from used as x
inner join habit_kinds as k on k.kind = 'usage_of' and x.product = k.product
union all
select x.member_key, x.campaign_key, k.habit, x.in_year,
from contacted as x
inner join habit_kinds as k on k.kind = 'contacts_year'
union all
select x.member_key, x.campaign_key, k.habit, x.in_month,
from contacted as x
inner join habit_kinds as k on k.kind = 'contacts_month'
where x.in_month > 0
union all
select d.member_key, d.campaign_key, k.habit, (d.first_day - p.joined_on)::double,
from habit_members as d
inner join store.profiles as p on d.member_key = p.member_key
inner join habit_kinds as k on k.kind = 'tenure'
where p.joined_on <= d.first_day;
