-- load/altered_campaigns: the campaigns of a file that differ from what is known.
-- reads: store.campaigns, told_campaigns
-- writes: temp altered_campaigns, one row per campaign
create or replace temp table altered_campaigns as
select * from told_campaigns
except
select * exclude (load_id) from store.campaigns;
