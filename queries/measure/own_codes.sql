-- measure/own_codes: the codes of members' own that lists of a campaign gave, and who brought them back.
-- reads: measured, store.lists, store.list_codes, store.code_answers
-- gives: one row per list that gave codes and was not recalled, the oldest first: codes; back, codes that came back;
--   answers with one; own_answers, by those whom they were given to; other_answers, by other members; others, these
--   members; passed_on, codes that another member brought; shared, codes that several members brought
with given as (
    select l.list_key, l.list_id, l.newest, count(*) as codes,
    from store.list_codes as g
    inner join store.lists as l on g.list_key = l.list_key
    semi join measured as m on l.campaign_id = m.campaign_id
    where l.status in ('approved', 'exported')
    group by l.list_key, l.list_id, l.newest
),

code as (
    select
        a.list_key, a.code,
        count(*) as answers,
        count(*) filter (where a.is_own) as own_answers,
        count(distinct a.member_key) as members,
    from store.code_answers as a
    semi join given as g on a.list_key = g.list_key
    group by a.list_key, a.code
),

other as (
    select a.list_key, count(distinct a.member_key) as others,
    from store.code_answers as a
    semi join given as g on a.list_key = g.list_key
    where not a.is_own
    group by a.list_key
),

came as (
    select
        list_key,
        count(*) as back,
        sum(answers)::bigint as answers,
        sum(own_answers)::bigint as own_answers,
        sum(answers - own_answers)::bigint as other_answers,
        count(*) filter (where answers > own_answers) as passed_on,
        count(*) filter (where members > 1) as shared,
    from code
    group by list_key
)

select
    g.list_id, g.codes,
    coalesce(c.back, 0) as back,
    coalesce(c.answers, 0) as answers,
    coalesce(c.own_answers, 0) as own_answers,
    coalesce(c.other_answers, 0) as other_answers,
    coalesce(o.others, 0) as others,
    coalesce(c.passed_on, 0) as passed_on,
    coalesce(c.shared, 0) as shared,
from given as g
left join came as c on g.list_key = c.list_key
left join other as o on g.list_key = o.list_key
order by g.newest;
