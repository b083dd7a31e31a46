-- verify/own_codes: codes of members' own that two people have, or of one campaign and another, that were spent before
--   and given again, or that are made here and have no true check digit; and those of members whom no list contacts.
-- reads: store.list_codes, store.lists, store.list_members, store.persons, store.spent_codes
-- gives: one row per code
with given as (
    select
        g.code, code_form(g.code) as form, g.source, g.member_key, g.list_key, l.list_id,
        concat_ws('/', g.member_key, l.campaign_id, l.wave) as whose,
    from store.list_codes as g
    inner join store.lists as l on g.list_key = l.list_key
)

select
    'code ' || min(code) as what,
    'was given ' || count(distinct whose) || ' times, by '
    || string_agg(distinct list_id, ', ' order by list_id) as problem,
from given
group by form
having count(distinct whose) > 1
union all
select 'code ' || g.code as what, 'was that of somebody erased, given again by ' || g.list_id as problem,
from given as g
semi join store.spent_codes as s on g.form = code_form(s.code)
union all
select 'code ' || g.code as what, 'has no true check digit, of ' || g.list_id as problem,
from given as g
inner join store.persons as p on g.member_key = p.member_key
where g.source is null and not has_true_check(g.form) and not starts_with(g.code, p.member_id || '-c')
union all
select 'code ' || g.code as what, 'is of nobody whom ' || g.list_id || ' contacts' as problem,
from given as g
anti join store.list_members as m on g.list_key = m.list_key and g.member_key = m.member_key and not m.is_control;
