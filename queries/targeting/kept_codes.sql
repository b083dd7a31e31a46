-- targeting/kept_codes: the codes that members have of a list of the same campaign and wave that was recalled: they get
--   the same again, and no other member does; but not where another list of theirs goes out with it. So it is with a
--   draft whose codes are of a pool; those that are made here are made again.
-- reads: coded, chosen, store.lists, store.list_codes
-- writes: temp kept_codes, one row per plan and member who has one: code
create temp table kept_codes as
with sent as (
    select distinct code_form(g.code) as form,
    from store.list_codes as g
    inner join store.lists as l on g.list_key = l.list_key
    where l.status in ('approved', 'exported')
)

select d.plan, g.member_key, g.code,
from coded as d
inner join store.lists as l
    on
        d.campaign_id = l.campaign_id
        and d.wave is not distinct from l.wave
        and (l.status = 'recalled' or (l.status = 'draft' and d.source is not null))
inner join store.list_codes as g on l.list_key = g.list_key and d.source is not distinct from g.source
inner join chosen as c on d.plan = c.plan and g.member_key = c.member_key and not c.is_control
anti join sent as s on code_form(g.code) = s.form
qualify row_number() over (partition by d.plan, g.member_key order by l.list_id = d.list_id desc, l.newest desc) = 1;
