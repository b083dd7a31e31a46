-- campaign/standing_lists: the list of a campaign that stands, of each of its waves: what was approved or handed over,
--   else the newest draft. What was recalled stands no more.
-- asks: campaign (its id)
-- reads: store.lists
-- writes: temp standing_lists, one row per wave; plan is NULL where it is not to be read
create or replace temp table standing_lists as
select
    list_key, list_id, coalesce(wave, 1) as wave, newest, starts_on, ends_on,
    case when json_valid(plan) then plan::json end as plan,
from store.lists
where campaign_id = getvariable('campaign') and status <> 'recalled'
qualify row_number() over (partition by coalesce(wave, 1) order by status = 'draft', newest desc) = 1;
