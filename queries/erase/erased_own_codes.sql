-- erase/erased_own_codes: the codes of their own that lists gave to people who are erased.
-- reads: asked_members, store.list_codes
-- writes: temp erased_own_codes, one row per person and code: form, as code_form gives it; new_code, which still ties
--   an answer to the list that gave it
create or replace temp table erased_own_codes as
with own as (
    select distinct g.member_key, a.new_id, g.code, code_form(g.code) as form,
    from store.list_codes as g
    inner join asked_members as a on g.member_key = a.member_key
)

select member_key, code, form, new_id || '-c' || dense_rank() over (partition by new_id order by form) as new_code,
from own;
