-- value/month_alone: everybody at the end of a month that no other is looked at beside: revenue and responsiveness as
--   value/moved_on would have them after value/people_before, but with nothing carried along for months to come.
-- asks: month; scores (two limits); first_key, last_key (of the persons looked at; all)
-- reads: people_known, later_alone, store.responsiveness, store.scorings
-- writes: temp view month_alone, one row per person
create or replace temp view month_alone as
with scoring as (
    select
        shown_alpha,
        fade as today_fade,
        power(2, (reference_day - least(last_day(getvariable('month')::date), as_of)) / half_life_days) as fade,
        (getvariable('scores')::double[])[1] as low,
        (getvariable('scores')::double[])[2] as high,
    from store.scorings
),

responsive as (
    select member_key, lookalike, answered, expected,
    from store.responsiveness
    where
        member_key between coalesce(getvariable('first_key')::integer, 0)
        and coalesce(getvariable('last_key')::integer, 2147483647)
),

later as (
    select member_key, answered, expected,
    from later_alone
    where
        member_key between coalesce(getvariable('first_key')::integer, 0)
        and coalesce(getvariable('last_key')::integer, 2147483647)
),

scored as (
    select
        r.member_key,
        score_of(
            ratio_of(
                r.lookalike, s.shown_alpha,
                s.fade * greatest(r.answered / s.today_fade - coalesce(l.answered, 0), 0),
                s.fade * greatest(r.expected / s.today_fade - coalesce(l.expected, 0), 0)
            )
        ) as score,
        (score >= s.low)::utinyint + (score >= s.high)::utinyint as score_points,
    from responsive as r
    cross join scoring as s
    left join later as l on r.member_key = l.member_key
)

select
    p.*,
    null::utinyint[] as steps,
    false as is_unscored,
    s.score_points,
from people_known as p
left join scored as s on p.member_key = s.member_key;
