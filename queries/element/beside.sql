-- element/beside: the elements of a dimension side by side.
--   rate = answers / contacts, of contacts whose window has closed, with Wilson's 95 % interval; ratio is that of the
--   scores: answers over those expected, shrunk toward 1, see the view elements.
-- asks: dimension
-- reads: element_cells, elements
-- gives: one row per element, the best ratio first: element, campaigns, contacts, answers, rate, rate_low, rate_high,
--   ratio, ratio_low, ratio_high, score, first_on, last_on
with counted as (
    select
        element,
        count(distinct campaign_key) as campaigns,
        sum(contacts)::bigint as contacts,
        sum(answers)::bigint as answers,
        min(contacted_on) as first_on,
        max(contacted_on) as last_on,
    from element_cells
    group by element
)

select
    e.element,
    coalesce(c.campaigns, 0) as campaigns,
    coalesce(c.contacts, 0) as contacts,
    coalesce(c.answers, 0) as answers,
    c.answers / c.contacts as rate,
    if(c.contacts > 0, wilson_low(c.answers, c.contacts), null) as rate_low,
    if(c.contacts > 0, wilson_high(c.answers, c.contacts), null) as rate_high,
    e.ratio, e.ratio_low, e.ratio_high, e.score, c.first_on, c.last_on,
from elements as e
left join counted as c on e.element = c.element
where e.dimension = getvariable('dimension')
order by e.ratio desc, e.element;
