-- export/head: what a manifest says of a list.
-- asks: list_id
-- gives: one row
select
    l.list_id, l.campaign_id, l.treatment_code, l.as_of, l.seed, l.starts_on, l.ends_on, l.plan, l.constants,
    l.count_treated, l.count_control,
from store.lists as l
where l.list_id = getvariable('list_id');
