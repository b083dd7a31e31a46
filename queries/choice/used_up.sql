-- choice/used_up: the offers that had no room left from some priority on.
-- asks: closed, as JSON: offer, priority
-- writes: temp used_up, one row per offer
create temp table used_up as
select unnest(
    from_json(getvariable('closed')::json, '[{"offer": "integer", "priority": "decimal(38, 15)"}]'), recursive := true
);
