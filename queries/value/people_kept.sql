-- value/people_kept: everybody before the step of a month, with the steps of the months before it as they were kept.
-- asks: states (the months before it, in order)
-- reads: people_before, store.member_values, store.value_months
-- writes: temp view people_kept, one row per person of people_before
create or replace temp view people_kept as
select
    p.* replace (
        coalesce(
            v.steps[
                list_position(k.states, (getvariable('states')::date[])[1])
                :list_position(k.states, (getvariable('states')::date[])[-1])
            ],
            list_transform(getvariable('states')::date[], lambda month: null::utinyint)
        ) as steps
    ),
from people_before as p
cross join store.value_months as k
left join store.member_values as v on p.member_key = v.member_key;
