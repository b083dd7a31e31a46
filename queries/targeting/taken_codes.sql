-- targeting/taken_codes: the codes that nobody is given anew: of every earlier list, those of people erased too; but
--   not those that a draft of the same campaign and wave lets go of.
-- reads: coded, kept_codes, store.lists, store.list_codes, store.spent_codes
-- writes: temp taken_codes, one row per code: form, as code_form gives it
create temp table taken_codes as
with let_go as (
    select l.list_key
    from store.lists as l
    semi join coded as d on l.campaign_id = d.campaign_id and l.wave is not distinct from d.wave
    where l.status = 'draft'
)

select code_form(code) as form
from store.list_codes
anti join let_go using (list_key)
union
select code_form(code) as form
from kept_codes
union
select code_form(code) as form
from store.spent_codes;
