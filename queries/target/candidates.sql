-- target/candidates: those who are looked at closely, each with its draws. Those who share a phone or an e-mail address
--   draw as one, so that they are contacted together or held out together.
-- asks: seed, campaign, holdout_share; draw, the name by which they are held out (NULL: the campaign)
-- reads: promising, store.persons, draw_ids
-- writes: temp candidates, one row per member; the draw is uniform in [0, 1) by a hash of seed, campaign and member, so
--   that it is the same on a re-run and knows nothing of the rank; tie breaks equal values
create or replace temp table candidates as
with named as (
    select
        m.member_key, m.rho, m.answered, m.is_known,
        getvariable('seed')::varchar || '/' || getvariable('campaign') || '/' as tie_key,
        concat_ws(
            '/', getvariable('seed')::varchar, coalesce(getvariable('draw'), getvariable('campaign')), ''
        ) as draw_key,
        p.member_id,
        coalesce(s.draw_id, p.member_id) as draw_id,
    from promising as m
    inner join store.persons as p on m.member_key = p.member_key
    left join draw_ids as s on m.member_key = s.member_key
)

select
    member_key, rho, answered, is_known,
    null::integer as cell,
    md5_number_lower(draw_key || draw_id) / 18446744073709551616.0 < getvariable('holdout_share') as is_holdout,
    md5_number_upper(tie_key || member_id) as tie,
from named;
