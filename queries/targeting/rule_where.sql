-- targeting/rule_where: takes out the members of whom something is not true (or, where it excludes, is), for every rule
--   that asks it.
-- asks: rules, as JSON: plan, step, cell (none where it is no word of a group); excludes, whether it says who may not
-- reads: pool, wanted (the members of whom it is true)
-- writes: verdicts
insert into verdicts by name
with asking as (
    select unnest(
        from_json(
            getvariable('rules')::json,
            '[{"plan": "integer", "step": "integer", "cell": "integer", "excludes": "boolean"}]'
        ),
        recursive := true
    )
)

select p.member_key, a.plan, a.step, a.cell,
from pool as p
left join wanted as w on p.member_key = w.member_key
inner join asking as a on a.excludes = (w.member_key is not null);
