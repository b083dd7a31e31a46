-- brief/matrix: what each channel did for each product, over the campaigns of a month.
-- asks: month
-- reads: brief_offers
-- gives: one row per product and channel with contacts, "(none)" where there is none; cost is NULL where none is known
select
    coalesce(product, '(none)') as product,
    coalesce(channel, '(none)') as channel,
    sum(contacts)::bigint as contacts,
    sum(responses)::bigint as responses,
    sum(responses) / sum(contacts) as rate,
    sum(cost)::double as cost,
    sum(cost)::double / nullif(sum(responses) filter (where cost is not null), 0) as cost_per_response,
from brief_offers
where month = getvariable('month')::date
group by all
order by product, channel;
