-- load/tally_campaigns: how many campaigns are new to the workspace, and how many differ.
-- reads: altered_campaigns, store.campaigns
-- writes: temp tally_campaigns, one row
create or replace temp table tally_campaigns as
select
    count(*) filter (where not c.is_loaded) as kept,
    count(*) filter (where c.is_loaded) as updated,
from altered_campaigns as x
inner join store.campaigns as c using (campaign_key);
