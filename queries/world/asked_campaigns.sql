-- world/asked_campaigns: the campaign of an exported list, as world/world_campaigns tells of those before.
-- asks: starts_on, month_index, wave
-- reads: sent
-- writes: temp asked_campaigns, one row; none of a later wave: who comes unasked came in the first
create or replace temp table asked_campaigns as
select
    max(campaign_id) as campaign_id,
    getvariable('month_index')::integer as month_index,
    max(product) as product,
    max(timing) as timing,
    getvariable('starts_on')::date as starts_on,
from sent
having getvariable('wave') = 1;
