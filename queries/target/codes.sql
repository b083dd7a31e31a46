-- target/codes: the codes of a list's treatments.
-- asks: codes, as JSON
-- writes: temp codes, one row per treatment
create temp table codes as
select unnest(
    from_json(getvariable('codes')::json, '[{"treatment": "integer", "treatment_code": "varchar"}]'), recursive := true
);
