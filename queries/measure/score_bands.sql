-- measure/score_bands: the arms, each member in the band of ten points of the score they had before the campaign.
-- asks: is_element: the score of the element that was to be sent, else responsiveness
-- reads: arms, scores_before
-- writes: temp score_bands, one row per member; who had no score is '(no score)'
create or replace temp table score_bands as
with scored as (
    select
        a.campaign_number, a.member_key, a.is_control, a.delivered, a.is_responder, a.value, a.has_outcome,
        a.outcome_value, a.cost, a.stratum,
        if(getvariable('is_element'), s.element_score, s.score) as score,
    from arms as a
    left join scores_before as s on a.campaign_number = s.campaign_number and a.member_key = s.member_key
    where a.is_compared
),

banded as (
    select *, case when score is not null then least(floor(score / 10), 9)::integer end as band,
    from scored
)

select
    campaign_number, member_key, is_control, delivered, is_responder, value, has_outcome, outcome_value, cost, stratum,
    coalesce((10 * band)::varchar || '–' || (10 * band + 10)::varchar, '(no score)') as slice,
from banded;
