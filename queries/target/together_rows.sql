-- target/together_rows: who chooses, when plans are chosen together: a member has as many choices as contacts fit, each
--   among the offers of its own plans. Those for whom all plans fit choose in each; where fewer fit, the plans worth
--   most have a choice of their own, and the others share the last. All plans hold out the same members, so that a
--   control is contacted by none of them.
-- reads: joint_options, joint_candidates, joint_rooms
-- writes: temp joint_rows, one row per choice and plan: row_key, member_key, plan;
--   options and candidates, with a choice for a member
create or replace temp table joint_rows as
with worth as (
    select plan, member_key, max(priority) as best,
    from joint_options
    group by plan, member_key
),

fitting as (
    select member_key, min(room) as room,
    from joint_rooms
    group by member_key
),

placed as (
    select
        w.plan, w.member_key, f.room,
        row_number() over (partition by w.member_key order by w.best desc, w.plan) as place,
        count(*) over (partition by w.member_key) as plans,
    from worth as w
    left join fitting as f on w.member_key = f.member_key
)

select
    dense_rank() over (
        order by member_key, least(place, greatest(coalesce(room, plans), 1))
    )::integer as row_key,
    member_key, plan,
from placed;

create or replace temp table candidates as
select r.row_key as member_key, bool_or(c.is_holdout) as is_holdout, min(c.tie) as tie, null::integer as cell,
from joint_rows as r
inner join joint_candidates as c on r.plan = c.plan and r.member_key = c.member_key
group by r.row_key;

create or replace temp table options as
select r.row_key as member_key, o.offer, o.propensity, o.value, o.priority,
from joint_rows as r
inner join joint_options as o on r.plan = o.plan and r.member_key = o.member_key;
