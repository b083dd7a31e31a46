-- check/sms_texts: what the texts of each offer take.
-- asks: list_key
-- reads: lengths, store.list_treatments
-- gives: one row per offer with a template: contacts; gsm, how many texts are in GSM-7, the others are in UCS-2; units,
--   those of the longest text; segments, the most of a text; sent, those of all texts; cost, where
--   unit_cost pays for as many segments as the offer has
with price as (
    select offer, max(unit_cost) as unit_cost,
    from store.list_treatments
    where list_key = getvariable('list_key')
    group by offer
)

select
    x.offer,
    count(*) as contacts,
    count(*) filter (where x.is_gsm) as gsm,
    max(x.units) as units,
    max(x.segments) as segments,
    sum(x.segments)::bigint as sent,
    (sum(x.segments) * max(p.unit_cost) / max(x.allowed))::double as cost,
from lengths as x
inner join price as p on x.offer = p.offer
group by x.offer
order by x.offer;
