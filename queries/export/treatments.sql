-- export/treatments: what a manifest says of each treatment.
-- asks: list_id
-- reads: list_treatments, handed
-- gives: one row per treatment; contacts are those handed over
with sent as (
    select treatment_code, count(*) filter (where member_key >= 0) as contacts,
    from handed
    group by treatment_code
)

select
    t.treatment_code, t.channel, t.cell, t.product, t.timing, t.gift,
    coalesce(s.contacts, 0) as contacts, t.controls, t.unit_cost,
    -- what is left are elements of dimensions that the settings name
    t.* exclude (
        list_id, treatment_code, cell, channel, product, timing, gift, unit_cost, value_per_response, contacts,
        controls, response_cost
    ),
from list_treatments as t
left join sent as s on t.treatment_code = s.treatment_code
where t.list_id = getvariable('list_id')
order by t.treatment_code;
