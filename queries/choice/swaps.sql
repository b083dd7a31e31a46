-- choice/swaps: the few who get another offer than they had, or none, as all of them together bring more so.
-- asks: swaps, as JSON: chooser_key, offer (none where they lose their place)
-- writes: temp swaps, one row per chooser
create temp table swaps as
select unnest(
    from_json(getvariable('swaps')::json, '[{"chooser_key": "integer", "offer": "integer"}]'), recursive := true
);
