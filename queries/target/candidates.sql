-- target/candidates: the members whom no rule takes out, each with its draws. Those who share a phone or an e-mail
--   address draw as one, so that they are contacted together or held out together.
-- asks: seed, campaign, holdout_share
-- reads: pool, failed, shut, offers, store.persons, draw_ids
-- writes: temp closed, one row per member and offer that is closed to them, with the first rule that did; temp
--   candidates, one row per member with an offer open; the draw is uniform in [0, 1) by a hash of seed, campaign and
--   member, so that it is the same on a re-run and knows nothing of the rank; tie breaks equal values
create or replace temp table closed as
select member_key, offer, min(step) as step,
from shut
group by member_key, offer;

create or replace temp table candidates as
with closed_off as (
    select member_key
    from closed
    group by member_key
    having count(*) = (select count(*) from offers)
),

passed as (
    select
        m.member_key,
        getvariable('seed')::varchar || '/' || getvariable('campaign') || '/' as draw_key,
        p.member_id,
        coalesce(s.draw_id, p.member_id) as draw_id,
    from pool as m
    anti join failed as f on m.member_key = f.member_key
    anti join closed_off as c on m.member_key = c.member_key
    inner join store.persons as p on m.member_key = p.member_key
    left join draw_ids as s on m.member_key = s.member_key
)

select
    member_key,
    null::integer as cell,
    md5_number_lower(draw_key || draw_id) / 18446744073709551616.0 < getvariable('holdout_share') as is_holdout,
    md5_number_upper(draw_key || member_id) as tie,
from passed;
