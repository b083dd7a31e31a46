-- targeting/codes: the codes of the treatments of lists that are to be kept.
-- asks: codes, as JSON
-- writes: temp codes, one row per plan and treatment
create temp table codes as
select unnest(
    from_json(
        getvariable('codes')::json, '[{"plan": "integer", "treatment": "integer", "treatment_code": "varchar"}]'
    ),
    recursive := true
);
