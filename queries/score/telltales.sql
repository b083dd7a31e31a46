-- score/telltales: attributes that know the answers of a campaign: written after it, or because of it. Nothing can be
--   learned from them, neither for scores (they would count an answer twice) nor in a replay (they were not known
--   then).
--   Within one campaign they tell far better who answers than all other campaigns let expect: they take away more than
--   two fifths of the uncertainty. A taste that shows in one campaign alone takes away some tenths at most: where 95
--   % of
--   those who answer are one fifth of the members, it is 0.28.
-- reads: evidence, sample_profiles, store.campaigns
-- gives: one row per such attribute: attribute, campaign_id and share of the worst
with drawn as (
    select member_key
    from evidence
    group by member_key, draw
    qualify sum(count(*)) over (order by draw, member_key) <= 300000
),

trial as (
    select e.member_key, e.campaign_key, e.rate, e.is_answered,
    from evidence as e
    semi join drawn as s on e.member_key = s.member_key
    where e.is_closed
),

by_value as (
    select
        p.attribute, p.code, t.campaign_key,
        count(*) as contacts,
        count(*) filter (where t.is_answered) as answers,
        sum(t.rate::decimal(18, 12))::double as expected,
    from trial as t
    inner join sample_profiles as p on t.member_key = p.member_key
    group by all
),

beside as (
    select
        *,
        sum(contacts) over campaign as campaign_contacts,
        sum(answers) over campaign as campaign_answers,
        -- what all other campaigns say of this value
        expected / contacts * (20 + sum(answers) over whole - answers) / (20 + sum(expected) over whole - expected)
            as foreseen,
    from by_value
    window
        campaign as (partition by attribute, campaign_key),
        whole as (partition by attribute, code)
),

told as (
    select
        *,
        least(greatest(foreseen, 0.0001), 0.9999) as p0,
        -- what the others of the value did in this campaign, for one who answered and one who did not
        (answers - 1 + 20 * p0) / (contacts - 1 + 20) as p1_answered,
        (answers + 20 * p0) / (contacts - 1 + 20) as p1_silent,
        campaign_answers / campaign_contacts as rate,
    from beside
    where least(campaign_answers, campaign_contacts - campaign_answers) >= 10
),

gained as (
    select
        attribute, campaign_key,
        sum(
            case when answers > 0 then answers * ln(p1_answered / p0) else 0 end
            + case when answers < contacts then (contacts - answers) * ln((1 - p1_silent) / (1 - p0)) else 0 end
        ) / -sum(answers * ln(rate) + (contacts - answers) * ln(1 - rate)) as share,
    from told
    group by all
)

select g.attribute, arg_max(c.campaign_id, (g.share, c.campaign_id)) as campaign_id, rounded(max(g.share), 3) as share,
from gained as g
inner join store.campaigns as c on g.campaign_key = c.campaign_key
group by g.attribute
having max(g.share) > 0.4
order by g.attribute;
