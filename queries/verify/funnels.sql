-- verify/funnels: rules of a list that do not add up: what each took out, what remained, and who is on the list.
-- reads: store.lists, store.list_funnel, store.list_exclusions, store.list_members
-- gives: one row per list and rule, and one per list without rules
with taken_out as (
    select list_key, step, count(*) as excluded,
    from store.list_exclusions
    group by list_key, step
),

listed as (
    select list_key, count(*) as members,
    from store.list_members
    group by list_key
),

rule as (
    select
        f.*,
        lag(f.remaining) over list as before,
        row_number() over list as place,
        f.step = max(f.step) over (partition by f.list_key) as is_last,
    from store.list_funnel as f
    window list as (partition by f.list_key order by f.step)
)

select
    l.list_id || ' step ' || r.step || ' ' || r.rule as what,
    r.excluded || ' excluded, ' || r.remaining || ' remaining; '
    || coalesce('before it ' || r.before || ', ', '') || 'members with this rule ' || coalesce(t.excluded, 0)
    || case when r.is_last then ', on the list ' || coalesce(m.members, 0) else '' end as problem,
from rule as r
inner join store.lists as l on r.list_key = l.list_key
left join taken_out as t on r.list_key = t.list_key and r.step = t.step
left join listed as m on r.list_key = m.list_key
where
    r.step <> r.place
    or r.excluded <> coalesce(t.excluded, 0)
    or r.excluded_alone < r.excluded
    or r.remaining < 0
    or r.before - r.excluded <> r.remaining
    or (r.is_last and r.remaining <> coalesce(m.members, 0))
union all
select l.list_id as what, 'has no rules' as problem,
from store.lists as l
anti join store.list_funnel as f on l.list_key = f.list_key;
