-- measure/segments: the arms, each member in the segment that an attribute puts them in. A number with more than ten
--   values is cut in fifths of those segments; of texts the twenty largest stand alone.
-- asks: is_number
-- reads: arms, attribute_texts (member_key, text: the attribute as it was loaded)
-- writes: temp segments, one row per member; who has no value is '(missing)'
create or replace temp table segments as
with told as (
    select
        a.*, x.text,
        case when getvariable('is_number') then try_cast(x.text as double) end as amount,
    from arms as a
    left join attribute_texts as x on a.member_key = x.member_key
    where a.is_compared
),

cut as (
    select
        list_sort(list_distinct(quantile_disc(amount, [0.2, 0.4, 0.6, 0.8]))) as edges,
        count(distinct amount) > 10 as is_cut,
    from told
),

banded as (
    select
        t.*, c.edges, c.is_cut,
        len(list_filter(c.edges, lambda edge: t.amount > edge)) as band,
    from told as t
    cross join cut as c
),

largest as (
    select text,
    from told
    where text is not null
    group by text
    order by count(*) desc, text
    limit 20
)

select
    b.campaign_number, b.member_key, b.is_control, b.delivered, b.is_responder, b.value, b.has_outcome, b.outcome_value,
    b.cost, b.stratum,
    case
        when b.text is null then '(missing)'
        when b.is_cut and b.amount is not null
            then
                (b.band + 1)::varchar || ': '
                || case
                    when b.band = 0 then 'up to ' || format('{:g}', b.edges[1])
                    when b.band = len(b.edges) then 'over ' || format('{:g}', b.edges[b.band])
                    else 'over ' || format('{:g}', b.edges[b.band]) || ' to ' || format('{:g}', b.edges[b.band + 1])
                end
        when l.text is not null then b.text
        else '(others)'
    end as slice,
from banded as b
left join largest as l on b.text = l.text;
