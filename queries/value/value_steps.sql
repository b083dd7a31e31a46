-- value/value_steps: names the steps of the staircase, and keeps what a member on each is worth.
-- asks: steps, as JSON
-- writes: store.value_steps, one row per step
delete from store.value_steps;

insert into store.value_steps
select
    unnest(
        from_json(
            getvariable('steps')::json,
            '[{"step": "utinyint", "tier_place": "utinyint", "tier": "varchar", "loyalty": "varchar",'
            ' "lifetime_value": "decimal(18, 6)"}]'
        ),
        recursive := true
    );
