-- value/gone_odds: the log-odds of staying away by months with revenue alone.
-- asks: odds, as JSON
-- writes: temp gone_odds, one row per with_revenue, latest and occasions that somebody may have
create or replace temp table gone_odds as
select
    unnest(
        from_json(
            getvariable('odds')::json,
            '[{"with_revenue": "integer", "latest": "integer", "occasions": "integer", "log_odds": "double"}]'
        ),
        recursive := true
    );
