-- verify/list_members: members both on a list and taken out of it, and chances that are none.
-- reads: store.lists, store.list_members, store.list_exclusions, store.persons
-- gives: one row per list and member
with wrong as (
    select m.list_key, m.member_key, 'is on the list and taken out of it' as problem,
    from store.list_members as m
    semi join store.list_exclusions as x on m.list_key = x.list_key and m.member_key = x.member_key
    union all
    select
        list_key, member_key,
        'propensity ' || propensity || ', selection probability ' || selection_probability
        || coalesce(', joint chance ' || joint_chance, '') as problem,
    from store.list_members
    where
        propensity not between 0 and 1
        or not (selection_probability > 0 and selection_probability <= 1)
        or not coalesce(joint_chance > 0 and joint_chance <= 1, true)
)

select
    l.list_id || coalesce(' member ' || p.member_id, ' member_key ' || w.member_key) as what,
    w.problem,
from wrong as w
inner join store.lists as l on w.list_key = l.list_key
left join store.persons as p on w.member_key = p.member_key;
