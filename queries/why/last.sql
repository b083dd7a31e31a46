-- why/last: the last member whom a list contacts by rank, those drawn to explore aside: what it took to be on it.
-- asks: list_key
-- reads: store.list_members, store.list_treatments
-- gives: one row, or none where nobody is contacted: rank, propensity, expected_value
select m.rank, m.propensity::double as propensity, m.expected_value::double as expected_value,
from store.list_members as m
inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
where
    m.list_key = getvariable('list_key')
    and not m.is_control
    and coalesce(t.cell not in ('explore', 'explore offer'), true)
order by m.rank desc
limit 1;
