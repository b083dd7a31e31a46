-- adhoc/changed_taste: members whose taste has changed most between two days
-- gives: one row per member and element, the largest change first; first and last score within the days, and the change
-- asks: dimension (text, none): channel, product, timing or gift; left out: all
-- asks: since (date, none): the first day; left out: from the beginning
-- asks: until (date, none): the last day; left out: to the end
-- asks: rows (integer, 20): at most so many rows
-- reads: attitude_history (worked out for everybody: many minutes where contacts are tens of millions, --timeout 0)
with asked as (
    select
        getvariable('dimension')::varchar as dimension,
        getvariable('since')::date as since,
        getvariable('until')::date as until,
),

course as (
    select
        h.member_id, h.dimension, h.element,
        arg_min(h.score, h.as_of) as first_score,
        arg_max(h.score, h.as_of) as last_score,
        min(h.as_of) as first_on,
        max(h.as_of) as last_on,
    from attitude_history as h
    cross join asked as a
    where
        coalesce(h.dimension = a.dimension, true)
        and coalesce(h.as_of >= a.since, true)
        and coalesce(h.as_of <= a.until, true)
    group by h.member_id, h.dimension, h.element
)

select member_id, dimension, element, first_score, last_score, last_score - first_score as change, last_on,
from course
where first_on < last_on
order by abs(last_score - first_score) desc, member_id, dimension, element
limit coalesce(getvariable('rows'), 20);
