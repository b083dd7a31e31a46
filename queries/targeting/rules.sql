-- targeting/rules: the rules of each plan in order.
-- asks: rules, as JSON
-- writes: temp rules, one row per plan and rule: step; kind and about, which say what it is, and rule, what a person
--   reads
create temp table rules as
select unnest(
    from_json(
        getvariable('rules')::json,
        '[{"plan": "integer", "step": "integer", "kind": "varchar", "about": "varchar", "rule": "varchar"}]'
    ),
    recursive := true
);
