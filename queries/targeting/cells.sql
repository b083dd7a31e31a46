-- targeting/cells: the groups of the plans' audiences.
-- asks: cells, as JSON
-- writes: temp cells, one row per plan and group: cell, its number; name; share, how many of its members it takes; most
--   (NULL: no limit)
create temp table cells as
select unnest(
    from_json(
        getvariable('cells')::json,
        '[{"plan": "integer", "cell": "integer", "name": "varchar", "share": "double", "most": "integer"}]'
    ),
    recursive := true
);
