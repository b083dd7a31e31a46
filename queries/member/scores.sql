-- member/scores: a person's attitude scores, each with the interval that holds the truth nine times in ten.
-- asks: member_key
-- reads: store.attitudes, store.elements, store.history
-- gives: one row per dimension and element with evidence; steps are the scores after each campaign, oldest first
with own as (
    select a.*, e.dimension, e.element,
    from store.attitudes as a
    inner join store.elements as e on a.element_key = e.element_key
    where a.member_key = getvariable('member_key')
),

history as (
    select element_key, list(score order by known_on, campaign_key) as steps,
    from store.history
    where member_key = getvariable('member_key')
    group by element_key
)

select
    o.dimension,
    o.element,
    o.score,
    o.score_low,
    o.score_high,
    o.trend,
    o.evidence,
    o.contacts,
    o.responses,
    o.choices,
    o.last_contacted_on,
    o.last_responded_on,
    list_transform(h.steps, lambda x: rounded(x, 1)) as steps,
from own as o
left join history as h on o.element_key = h.element_key
order by o.dimension, o.score desc, o.element;
