-- score/habit_kinds: the habits that are looked at: how long a member belongs, how often they were contacted lately,
--   how much they use, of all and of each of the eight products that most sampled members use.
-- asks: as_of: usage of months that were over by then
-- reads: store.usage, store.draws
-- writes: temp habit_kinds, one row per habit
create or replace temp table habit_kinds as
with used as (
    select u.product, count(distinct u.member_key) as members,
    from store.usage as u
    semi join store.draws as d on u.member_key = d.member_key
    where u.month + interval 1 month <= getvariable('as_of')::date + 1
    group by u.product
),

most_used as (
    select product,
    from used
    order by members desc, product
    limit 8
)

select 'membership in days' as habit, 'tenure' as kind, null::varchar as product
union all
select 'contacts in 30 days', 'contacts_month', null
union all
select 'contacts per campaign in a year', 'contacts_year', null
union all
select 'usage in 3 months', 'usage', null
where exists (select 1 from used)
union all
select 'usage of ' || product || ' in 3 months', 'usage_of', product
from most_used;
