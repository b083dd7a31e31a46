-- targeting/candidates: those who are looked at closely, each with its draws. Those who share a phone or an e-mail
--   address draw as one, so that they are contacted together or held out together.
-- reads: promising, plans, store.persons, draw_ids, series_arms
-- writes: temp candidates, one row per plan and member; the draw is uniform from 0 to 1 by a hash of seed, name of the
--   draw and member, so that it is the same on a re-run and knows nothing of the rank; tie breaks equal values. A later
--   wave of a series holds out whom the first did
create temp table candidates as
with named as (
    select
        m.plan, m.member_key, m.rho, m.answered, m.is_known, n.holdout_share,
        n.seed || '/' || n.campaign || '/' as tie_key,
        n.seed || '/' || n.draw || '/' as draw_key,
        p.member_id,
        coalesce(s.draw_id, p.member_id) as draw_id,
        a.is_control as is_held_out,
    from promising as m
    inner join plans as n on m.plan = n.plan
    inner join store.persons as p on m.member_key = p.member_key
    left join draw_ids as s on m.member_key = s.member_key
    left join series_arms as a on m.plan = a.plan and m.member_key = a.member_key
)

select
    plan, member_key, rho, answered, is_known,
    coalesce(
        is_held_out, md5_number_lower(draw_key || draw_id) / 18446744073709551616.0 < holdout_share::double
    ) as is_holdout,
    md5_number_upper(tie_key || member_id) as tie,
from named;
