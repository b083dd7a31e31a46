-- measure/scores_before: the scores that members had before a campaign, of which none of its answers is a part: from
--   the contacts alone whose windows had closed before its first day. As in store.history, with the constants of today
--   and what look-alikes are known to do today; those who define the scores put attributes where the comments say.
-- reads: asked_scores, arms, store.trials, store.cells, store.choice_parts,
--   store.treatment_elements, store.elements, store.constants,
--   store.scorings, store.profiles, store.erased
-- writes: temp scores_before, one row per campaign and member asked for, none without scores; score is NULL without
--   contacts before and without look-alikes, element_score without contacts with the element before
create or replace temp table scores_before as
with first_day as (
    select campaign_number, min(opens_on) as first_day,
    from arms
    group by campaign_number
),

trial as (
    select
        a.campaign_number, t.member_key, c.treatment_key, a.dimension, a.element, c.expected,
        case when t.responded_at is not null then c.weight else 0 end as answered,
    from store.trials as t
    inner join asked_scores as a on t.member_key = a.member_key
    inner join store.cells as c on t.cell_key = c.cell_key
    inner join first_day as d on a.campaign_number = d.campaign_number
    where c.closes_on < d.first_day
),

member as (
    select campaign_number, member_key, sum(answered) as answered, sum(expected) as expected,
    from trial
    group by campaign_number, member_key
),

part as (
    select t.campaign_number, t.member_key, t.answered, t.expected, 0 as chosen, 0 as foreseen,
    from trial as t
    inner join store.treatment_elements as x
        on t.treatment_key = x.treatment_key and t.dimension = x.dimension and t.element = x.element
    union all
    select a.campaign_number, a.member_key, 0 as answered, 0 as expected, h.chosen, h.foreseen,
    from store.choice_parts as h
    inner join store.elements as e on h.element_key = e.element_key
    inner join asked_scores as a
        on h.member_key = a.member_key and e.dimension = a.dimension and e.element = a.element
    inner join first_day as d on a.campaign_number = d.campaign_number
    where h.closes_on < d.first_day
),

element as (
    select
        campaign_number, member_key,
        sum(answered) as answered,
        sum(expected) as expected,
        sum(chosen) as chosen,
        sum(foreseen) as foreseen,
    from part
    group by campaign_number, member_key
),

likeness as (
    select
        a.campaign_number, a.member_key, a.dimension, a.element,
        case when p.member_key is not null then exp(null::double /* log_ratio */) else e.likeness end as ratio,
    from asked_scores as a
    left join store.erased as e on a.member_key = e.member_key
    left join store.profiles as p on a.member_key = p.member_key
    /* ratio_joins */
),

person as (
    select
        l.campaign_number, l.member_key, l.dimension, l.element, l.ratio,
        m.member_key is not null as is_known,
        power(2, (s.reference_day - d.first_day) / s.half_life_days) as fade_then,
        coalesce(l.ratio, 1) as lookalike,
        ratio_of(
            lookalike, s.shown_alpha, fade_then * coalesce(m.answered, 0), fade_then * coalesce(m.expected, 0)
        ) as rho,
    from likeness as l
    inner join first_day as d on l.campaign_number = d.campaign_number
    left join member as m on l.campaign_number = m.campaign_number and l.member_key = m.member_key
    cross join store.scorings as s
),

leaning as (
    select
        n.campaign_number, n.member_key,
        leaning_of(
            exp(coalesce(0 /* log_leaning */, 0)), b.value,
            n.fade_then * (x.answered + coalesce(w.value, 1) * x.chosen),
            n.fade_then * (n.rho * x.expected + coalesce(w.value, 1) * x.foreseen)
        ) as leaning,
    from person as n
    inner join element as x on n.campaign_number = x.campaign_number and n.member_key = x.member_key
    inner join store.elements as e on n.dimension = e.dimension and n.element = e.element
    inner join store.constants as b on b.constant = 'beta' and e.dimension = b.subject
    left join store.constants as w on w.constant = 'choice_weight' and e.dimension = w.subject
    left join store.profiles as p on n.member_key = p.member_key and false /* has_leanings */
    /* leaning_joins */
)

select
    n.campaign_number, n.member_key,
    case when n.is_known or n.ratio is not null then score_of(n.rho) end as score,
    score_of(n.rho * l.leaning) as element_score,
from person as n
left join leaning as l on n.campaign_number = l.campaign_number and n.member_key = l.member_key;
