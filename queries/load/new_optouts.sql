-- load/new_optouts: what members said of channels and was not known.
-- reads: said, store.optouts, store.persons
-- writes: temp new_optouts, one row per member, channel, day, time and action
create or replace temp table new_optouts as
with arriving as (
    select p.member_key, s.channel, s.opted_out_on, s.action, s.opted_out_at, min(s.line) as line,
    from said as s
    inner join store.persons as p on s.member_id = p.member_id
    group by all
),

opened as (
    select member_key, opted_out_on, max(coalesce(load_id, 0)) as load_id,
    from store.optouts
    where action = 'in' and opted_out_at is null
    group by all
),

-- who refuses again on the day of an opt-in that came later is heard again
known as (
    select o.*,
    from store.optouts as o
    left join opened as i on o.member_key = i.member_key and o.opted_out_on = i.opted_out_on
    where o.action = 'in' or o.opted_out_at is not null or coalesce(coalesce(o.load_id, 0) >= i.load_id, true)
)

select a.*,
from arriving as a
anti join known as o
    on
        a.member_key = o.member_key
        and a.channel = o.channel
        and a.opted_out_on is not distinct from o.opted_out_on
        and a.action = o.action
        and a.opted_out_at is not distinct from o.opted_out_at;
