-- targeting/pool_rows: what the files of pools hold.
-- asks: pools, as JSON
-- writes: temp pool_rows, one row per row of a file: source, the file; row, its number; code (NULL: blank)
create temp table pool_rows as
select
    unnest(
        from_json(getvariable('pools')::json, '[{"source": "varchar", "row": "integer", "code": "varchar"}]'),
        recursive := true
    );
