-- measure/cell_counts: how many of each cell were contacted, and how many held out.
-- reads: assigned
-- writes: temp cell_counts, one row per campaign and cell
create or replace temp table cell_counts as
select
    campaign_number as campaign,
    stratum as cell,
    count(*) filter (where not is_control) as treated,
    count(*) filter (where is_control) as control,
from assigned
group by campaign_number, stratum;
