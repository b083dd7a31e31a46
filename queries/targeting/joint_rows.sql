-- targeting/joint_rows: who chooses, when plans are chosen together: a member has as many choices as contacts fit, each
--   among the offers of its own plans. Those for whom all plans fit choose in each; where fewer fit, the plans worth
--   most have a choice of their own, and the others share the last.
-- reads: weighed, joint_contacts_left
-- writes: temp joint_rows, one row per choice and plan: chooser_key, member_key, plan
create temp table joint_rows as
with worth as (
    select plan, member_key, max(priority) as best,
    from weighed
    group by plan, member_key
),

fitting as (
    select member_key, min(room) as room,
    from joint_contacts_left
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
    )::integer as chooser_key,
    member_key, plan,
from placed;
