-- score/treatment_sums: what the contacts of each treatment brought, faded by their age.
-- asks: fade (from the reference day to the scoring day)
-- reads: store.cells, base_before
-- writes: temp treatment_sums, one row per treatment, its open contacts apart
create or replace temp table treatment_sums as
select
    c.treatment_key,
    c.campaign_key,
    b.rate,
    c.is_closed,
    sum((c.answers * c.weight)::decimal(38, 12))::double * getvariable('fade') as answered,
    sum((c.contacts * c.weight)::decimal(38, 12))::double * getvariable('fade') as weight,
    sum(c.contacts)::bigint as contacts,
    sum(c.answers)::bigint as responses,
from store.cells as c
left join base_before as b using (campaign_key)
group by all;
