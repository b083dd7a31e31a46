-- adhoc/gifts_by_attribute: which gifts work for whom, by an attribute of members such as their tier
-- gives: one row per value of the attribute and element, the highest score first; members with evidence alone
-- asks: attribute (text): a column of members, such as brand
-- asks: dimension (text, gift): channel, product, timing or gift
-- asks: members (integer, 20): at least so many members in a row
-- reads: attitudes, members
with asked as (
    select
        getvariable('attribute')::varchar as attribute,
        coalesce(getvariable('dimension'), 'gift') as dimension,
        coalesce(getvariable('members'), 20)::integer as members,
),

valued as (
    select m.member_id, json_extract_string(to_json(m), '$."' || a.attribute || '"') as value,
    from members as m
    cross join asked as a
),

grouped as (
    select
        v.value, t.element,
        count(*) as members,
        sum(t.contacts)::bigint as contacts,
        sum(t.responses)::bigint as answers,
        sum(t.score::decimal(18, 4)) / count(*) as score,
    from attitudes as t
    inner join asked as a on t.dimension = a.dimension
    inner join valued as v on t.member_id = v.member_id
    where v.value is not null
    group by v.value, t.element
)

select g.value, g.element, g.members, g.contacts, g.answers, g.answers / g.contacts as rate, g.score,
from grouped as g
inner join asked as a on g.members >= a.members
order by g.value, g.score desc, g.element;
