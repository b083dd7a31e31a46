-- measure/measured_lists: the lists that count of the campaigns that are measured: those that were exported.
-- reads: store.lists, measured
-- writes: temp measured_lists, one row per list
create or replace temp table measured_lists as
select m.campaign_number, l.list_key, l.starts_on, l.as_of, l.holdout_share, l.wave,
from store.lists as l
inner join measured as m on l.campaign_id = m.campaign_id
where l.status in ('exported', 'sent');
