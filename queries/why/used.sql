-- why/used: what each offer of a list took of its room.
-- asks: list_key
-- reads: store.list_members, store.list_treatments
-- gives: one row per offer that has a part in it: contacts and their cost, held-out members left aside
select
    t.offer, any_value(t.channel) as channel, any_value(t.gift) as gift,
    count(*) as contacts,
    sum(t.unit_cost)::double as cost,
from store.list_members as m
inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
where m.list_key = getvariable('list_key') and not m.is_control
group by t.offer
order by t.offer;
