-- evaluate/add_lean: adds what members leaned to one element before, from the contacts alone whose windows had closed.
-- asks: dimension, element (NULL: none, responsiveness itself)
-- reads: scores_before
-- writes: leans
insert into leans by name
with told as (
    select
        campaign_number, member_key, score,
        coalesce(element_score, score) as own_score,
    from scores_before
)

select
    campaign_number, member_key,
    getvariable('dimension')::varchar as dimension,
    getvariable('element')::varchar as element,
    coalesce(
        case
            when own_score > 0 and own_score < 100 and score > 0 and score < 100
                then logit(own_score / 100) - logit(score / 100)
        end,
        0
    ) as log_leaning,
    coalesce(own_score, 50) as score,
from told;
