-- measure/slices: the arms, each member in the slice by which they are slices.
-- asks: slice_by (cell, offer, or a dimension of offers)
-- reads: arms
-- writes: temp slices, one row per member; slice is empty where there is none, or where all
--   are in the one cell
create or replace temp table slices as
with cells as (
    select count(distinct nullif(cell, '')) as count_cells,
    from arms
)

select
    a.campaign_number, a.member_key, a.is_control, a.delivered, a.is_responder, a.value, a.has_outcome,
    a.outcome_value, a.cost, a.stratum,
    coalesce(
        case getvariable('slice_by')
            when 'cell' then case when c.count_cells > 1 then a.cell end
            when 'offer' then a.offer
            else element_of(getvariable('slice_by'), a.channel, a.product, a.timing, a.gift, a.own_elements)
        end,
        ''
    ) as slice,
from arms as a
cross join cells as c
where a.is_compared;
