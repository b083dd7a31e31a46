-- verify/profile_codes: codes of members that stand for no value.
-- reads: store.profiles, store.profile_values
-- gives: one row per attribute and code
with coded as (
    unpivot (select * exclude (joined_on), 0::utinyint as _none_ from store.profiles) on columns(* exclude (member_key))
    into name attribute value code
)

select
    c.attribute || ' code ' || c.code as what,
    count(*) || ' members have it, and it stands for no value' as problem,
from coded as c
anti join store.profile_values as v on c.attribute = v.attribute and c.code = v.code
where c.attribute <> '_none_'
group by c.attribute, c.code;
