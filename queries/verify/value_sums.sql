-- verify/value_sums: sums of a value of an attribute that are not those of the members who have it, to the last digit.
--   Once somebody was erased, the sums keep them until the next scoring: until then there is nothing to compare with.
-- reads: store.value_sums, store.profiles, store.member_sums, store.meta, store.profile_values
-- gives: one row per attribute and value
with coded as (
    unpivot (select * exclude (joined_on), 0::utinyint as _none_ from store.profiles) on columns(* exclude (member_key))
    into name attribute value code
),

told as (
    select
        c.attribute, c.code,
        sum(in_large_steps(s.answered)) as answered,
        sum(in_large_steps(s.expected)) as expected,
    from coded as c
    inner join store.member_sums as s on c.member_key = s.member_key
    where c.attribute <> '_none_'
    group by c.attribute, c.code
)

select
    coalesce(v.attribute, t.attribute) || ' ' || coalesce(n.value, 'code ' || coalesce(v.code, t.code)) as what,
    'answered ' || coalesce(v.answered::varchar, 'nothing') || ', expected ' || coalesce(v.expected::varchar, 'nothing')
    || '; its members say ' || coalesce(t.answered::varchar, 'nothing') || ', '
    || coalesce(t.expected::varchar, 'nothing') as problem,
from store.value_sums as v
full join told as t on v.attribute = t.attribute and v.code = t.code
left join store.profile_values as n
    on coalesce(v.attribute, t.attribute) = n.attribute and coalesce(v.code, t.code) = n.code
where
    exists (select 1 from store.meta as m where m.key = 'profiles')
    and (
        coalesce(v.answered, 0) <> coalesce(t.answered, 0)
        or coalesce(v.expected, 0) <> coalesce(t.expected, 0)
    );
