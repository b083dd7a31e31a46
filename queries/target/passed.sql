-- target/passed: the members whom no rule takes out, each with what is known of how they answer.
-- reads: pool, failed, shut, offers, store.responsiveness
-- writes: temp closed, one row per member and offer that is closed to them, with the first rule that did; temp passed,
--   one row per member with an offer open: rho and answered, the shape of what is known of it; is_known, whether the
--   scores know them
create or replace temp table closed as
select member_key, offer, min(step) as step,
from shut
group by member_key, offer;

create or replace temp table passed as
with closed_off as (
    select member_key
    from closed
    group by member_key
    having count(*) = (select count(*) from offers)
),

member as (
    select p.member_key,
    from pool as p
    anti join failed as f on p.member_key = f.member_key
    anti join closed_off as c on p.member_key = c.member_key
)

select
    m.member_key,
    coalesce(r.ratio, 1) as rho,
    coalesce(r.answered, 0) as answered,
    r.member_key is not null as is_known,
from member as m
left join store.responsiveness as r on m.member_key = r.member_key;
