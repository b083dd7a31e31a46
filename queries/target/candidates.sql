-- target/candidates: the members who pass every rule, each with the propensity for the offer.
--   odds = base odds * product of what elements are worth * e^intercept * (responsiveness * product of
--   leanings) ^ slope; odds keep it within (0, 1). Worths, intercept and slope are learned from past campaigns.
-- asks: channel, product, timing, gift (elements of the offer, NULL where it has none), seed, campaign, holdout_share
-- reads: store.members, failed, store.responsiveness, store.leanings, store.elements, store.scorings
-- writes: temp candidates, one row per member; draw is uniform in [0, 1) by a hash of seed, campaign and member, so
--   that it is the same on a re-run and knows nothing of the rank; tie breaks equal propensities
create or replace temp table candidates as
with offer_element as (
    select element_key, worth,
    from store.elements
    where
        (dimension = 'channel' and element = getvariable('channel'))
        or (dimension = 'product' and element = getvariable('product'))
        or (dimension = 'timing' and element = getvariable('timing'))
        or (dimension = 'gift' and element = getvariable('gift'))
),

base as (
    select
        s.base_rate, s.slope, s.intercept,
        coalesce(sum(ln(e.worth)::decimal(18, 12)), 0)::double as offer_log_ratio,
    from store.scorings as s
    left join offer_element as e on true
    group by s.base_rate, s.slope, s.intercept
),

leaning as (
    select a.member_key, sum(ln(a.leaning)::decimal(18, 12))::double as log_leaning,
    from store.leanings as a
    semi join offer_element using (element_key)
    group by a.member_key
),

passed as (
    select m.member_key, p.member_id,
    from store.members as m
    inner join store.persons as p using (member_key)
    anti join failed using (member_key)
),

scored as (
    select
        m.member_key,
        m.member_id,
        propensity_of(
            base.base_rate, base.offer_log_ratio, base.intercept, base.slope,
            ln(coalesce(r.ratio, 1)) + coalesce(l.log_leaning, 0)
        ) as propensity,
        getvariable('seed')::varchar || '/' || getvariable('campaign') || '/' || m.member_id as draw_key,
    from passed as m
    left join store.responsiveness as r using (member_key)
    left join leaning as l using (member_key)
    cross join base
)

select
    member_key,
    member_id,
    round(propensity, 9) as propensity,
    md5_number_lower(draw_key) / 18446744073709551616.0 < getvariable('holdout_share') as is_holdout,
    md5_number_upper(draw_key) as tie,
from scored;
