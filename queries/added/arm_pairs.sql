-- added/arm_pairs: who was contacted and who was held out of past campaigns, what each then did, and how readily they
--   answer by all that is known of them but this campaign. Those held out are no evidence of answers to contacts, so
--   nothing of theirs has to be left out.
--   Those whose windows are over by the day; while none is, and nothing later is known, those so far stand in.
--   Of each arm so many are taken, by a hash of campaign and member, which says in which fifth they are, too.
-- asks: as_of, is_latest (nothing is known of later days), most (members of each arm)
-- reads: arms, measured, own_trials, store.responsiveness, store.profiles, store.persons, store.scorings
-- writes: temp arm_pairs, one row per campaign and member, numbered from 1: has_outcome, the one that both arms can
--   show; log_ratio, of their responsiveness; chance, that of an answer; contacted_share, of those compared in their
--   cell; first_day; fifth, 0 to 4
create temp table arm_pairs as
with compared as (
    select
        a.campaign_number, a.member_key, a.is_control, a.has_outcome, a.product, a.from_on,
        avg(if(a.is_control, 0, 1)) over (partition by a.campaign_number, a.stratum) as contacted_share,
        md5_number_lower(m.campaign_id || '/added/' || p.member_id) / 18446744073709551616.0 as draw,
        m.campaign_id, p.member_id,
        a.until_on <= getvariable('as_of')::date as is_over,
        bool_or(is_over) over () as is_any_over,
    from arms as a
    inner join measured as m on a.campaign_number = m.campaign_number
    inner join store.persons as p on a.member_key = p.member_key
    semi join store.profiles as f on a.member_key = f.member_key
    where a.is_compared and a.has_outcome is not null
),

ripe as (
    from compared
    where
        (is_over or (not is_any_over and getvariable('is_latest')::boolean))
        and contacted_share > 0 and contacted_share < 1
),

counted as (
    select is_control, least(1, getvariable('most')::double / count(*)) as share,
    from ripe
    group by is_control
),

taken as (
    select c.*, k.share,
    from ripe as c
    inner join counted as k on c.is_control = k.is_control
    where c.draw < k.share
),

known as (
    select
        t.*,
        s.base_rate, s.intercept, s.slope,
        ln(
            ratio_of(
                coalesce(r.lookalike, 1), s.alpha,
                greatest(coalesce(r.answered, 0) - coalesce(o.answered, 0) * s.fade, 0),
                greatest(coalesce(r.expected, 0) - coalesce(o.expected, 0) * s.fade, 0)
            )
        ) as log_ratio,
    from taken as t
    cross join store.scorings as s
    left join store.responsiveness as r on t.member_key = r.member_key
    left join own_trials as o on t.campaign_number = o.campaign_number and t.member_key = o.member_key
)

select
    row_number() over (order by campaign_id, member_id) as pair_number,
    campaign_number, member_key, is_control, has_outcome, product,
    rounded(log_ratio, 9) as log_ratio,
    rounded(propensity_of(base_rate, 0, intercept, slope, log_ratio), 9) as chance,
    contacted_share,
    min(from_on) over (partition by campaign_number) as first_day,
    floor(5 * draw / share)::utinyint as fifth,
from known;
