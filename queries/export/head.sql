-- export/head: what a manifest says of a list.
-- asks: list_id
-- reads: lists
-- gives: one row
select
    l.list_id, l.campaign_id, l.as_of, l.seed, l.starts_on, l.ends_on, l.expires_on, l.plan, l.plan_text, l.data,
    l.constants, l.status, l.count_treated, l.count_control, l.holdout_share,
from lists as l
where l.list_id = getvariable('list_id');
