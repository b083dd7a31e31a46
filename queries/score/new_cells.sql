-- score/new_cells: the treatments and days of the contacts of changed campaigns, each with a key.
-- asks: as_of
-- reads: known_contacts, store.cells
-- writes: temp new_cells, one row per cell of a changed campaign
create or replace temp table new_cells as
with met as (
    select
        treatment_key, contacted_on,
        any_value(campaign_key) as campaign_key,
        any_value(response_days) as response_days,
    from known_contacts
    group by treatment_key, contacted_on
)

select
    ((select coalesce(max(cell_key), 0) from store.cells) + row_number() over (order by treatment_key, contacted_on))
    ::integer as cell_key,
    treatment_key,
    campaign_key,
    contacted_on,
    contacted_on + response_days as closes_on,
    contacted_on + response_days <= getvariable('as_of')::date as is_closed,
from met;
