-- verify/list_counts: lists whose counts, cost and expected figures are not those of their members.
-- reads: store.lists, store.list_members, store.list_treatments
-- gives: one row per list
with told as (
    select
        m.list_key,
        count(*) filter (where not m.is_control) as treated,
        count(*) filter (where m.is_control) as control,
        coalesce(sum(t.unit_cost) filter (where not m.is_control), 0) as cost,
        coalesce(sum(m.propensity::decimal(18, 9)) filter (where not m.is_control), 0) as responses,
        coalesce(sum(m.expected_value::decimal(18, 6)) filter (where not m.is_control), 0) as value,
    from store.list_members as m
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    group by m.list_key
)

select
    l.list_id as what,
    format(
        '{} to contact, {} held out, cost {}, {} expected responses worth {}; its members say {}, {}, {}, {}, {}',
        l.count_treated, l.count_control, l.cost, l.expected_responses, l.expected_value,
        coalesce(t.treated, 0), coalesce(t.control, 0), coalesce(t.cost, 0), coalesce(t.responses, 0),
        coalesce(t.value, 0)
    ) as problem,
from store.lists as l
left join told as t on l.list_key = t.list_key
where
    l.count_treated <> coalesce(t.treated, 0)
    or l.count_control <> coalesce(t.control, 0)
    or l.cost <> coalesce(t.cost, 0)
    or l.expected_responses::double <> coalesce(t.responses, 0)::double
    or l.expected_value::double <> coalesce(t.value, 0)::double;
