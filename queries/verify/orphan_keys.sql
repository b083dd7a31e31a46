-- verify/orphan_keys: rows that refer to a campaign, treatment, cell, element or load that is not there.
-- reads: store.* (every table that names a campaign, treatment, cell or element by its key), loads, rejects
-- gives: one row per table and key
select
    'store.treatments campaign_key ' || x.campaign_key as what,
    count(*) || ' rows of no campaign' as problem,
from store.treatments as x
anti join store.campaigns as d on x.campaign_key = d.campaign_key
group by x.campaign_key
union all
select
    'store.responses campaign_key ' || x.campaign_key as what,
    count(*) || ' rows of no campaign' as problem,
from store.responses as x
anti join store.campaigns as d on x.campaign_key = d.campaign_key
where x.campaign_key is not null
group by x.campaign_key
union all
select
    'store.returns campaign_key ' || x.campaign_key as what,
    count(*) || ' rows of no campaign' as problem,
from store.returns as x
anti join store.campaigns as d on x.campaign_key = d.campaign_key
where x.campaign_key is not null
group by x.campaign_key
union all
select
    'store.cells campaign_key ' || x.campaign_key as what,
    count(*) || ' rows of no campaign' as problem,
from store.cells as x
anti join store.campaigns as d on x.campaign_key = d.campaign_key
group by x.campaign_key
union all
select
    'store.changed_campaigns campaign_key ' || x.campaign_key as what,
    count(*) || ' rows of no campaign' as problem,
from store.changed_campaigns as x
anti join store.campaigns as d on x.campaign_key = d.campaign_key
group by x.campaign_key
union all
select
    'store.made_campaigns campaign_key ' || x.campaign_key as what,
    count(*) || ' rows of no campaign' as problem,
from store.made_campaigns as x
anti join store.campaigns as d on x.campaign_key = d.campaign_key
group by x.campaign_key
union all
select
    'store.contacts treatment_key ' || x.treatment_key as what,
    count(*) || ' rows of no treatment' as problem,
from store.contacts as x
anti join store.treatments as d on x.treatment_key = d.treatment_key
group by x.treatment_key
union all
select
    'store.cells treatment_key ' || x.treatment_key as what,
    count(*) || ' rows of no treatment' as problem,
from store.cells as x
anti join store.treatments as d on x.treatment_key = d.treatment_key
group by x.treatment_key
union all
select
    'store.trials cell_key ' || x.cell_key as what,
    count(*) || ' rows of no cell' as problem,
from store.trials as x
anti join store.cells as d on x.cell_key = d.cell_key
group by x.cell_key
union all
select
    'store.choices cell_key ' || x.cell_key as what,
    count(*) || ' rows of no cell' as problem,
from store.choices as x
anti join store.cells as d on x.cell_key = d.cell_key
group by x.cell_key
union all
select
    'store.element_sums element_key ' || x.element_key as what,
    count(*) || ' rows of no element' as problem,
from store.element_sums as x
anti join store.elements as d on x.element_key = d.element_key
group by x.element_key
union all
select
    'store.value_leanings element_key ' || x.element_key as what,
    count(*) || ' rows of no element' as problem,
from store.value_leanings as x
anti join store.elements as d on x.element_key = d.element_key
group by x.element_key
union all
select
    'store.element_pairs first_key ' || x.first_key as what,
    count(*) || ' rows of no element' as problem,
from store.element_pairs as x
anti join store.elements as d on x.first_key = d.element_key
group by x.first_key
union all
select
    'store.element_pairs second_key ' || x.second_key as what,
    count(*) || ' rows of no element' as problem,
from store.element_pairs as x
anti join store.elements as d on x.second_key = d.element_key
group by x.second_key
union all
select
    'store.former_contacts treatment_key ' || x.treatment_key as what,
    count(*) || ' rows of no treatment' as problem,
from store.former_contacts as x
anti join store.treatments as d on x.treatment_key = d.treatment_key
group by x.treatment_key
union all
select
    'store.former_campaigns campaign_key ' || x.campaign_key as what,
    count(*) || ' rows of no campaign' as problem,
from store.former_campaigns as x
anti join store.campaigns as d on x.campaign_key = d.campaign_key
group by x.campaign_key
union all
select
    'store.former_made_campaigns campaign_key ' || x.campaign_key as what,
    count(*) || ' rows of no campaign' as problem,
from store.former_made_campaigns as x
anti join store.campaigns as d on x.campaign_key = d.campaign_key
group by x.campaign_key
union all
select
    'rejects load_id ' || x.load_id as what,
    count(*) || ' rows of no load' as problem,
from rejects as x
anti join loads as d on x.load_id = d.load_id
group by x.load_id;
