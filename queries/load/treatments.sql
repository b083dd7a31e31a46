-- load/treatments: gives every new combination of campaign, cell and elements a key.
-- reads: typed, store.campaigns, store.treatments
-- writes: store.treatments, one row per new combination
insert into store.treatments
with arriving as (
    select distinct c.campaign_key, t.cell, t.channel, t.product, t.timing, t.gift,
    from typed as t
    inner join store.campaigns as c using (campaign_id)
    except
    select campaign_key, cell, channel, product, timing, gift from store.treatments
)

select
    (select coalesce(max(treatment_key), 0) from store.treatments)
    + row_number() over (order by campaign_key, cell, channel, product, timing, gift) as treatment_key,
    *,
from arriving;
