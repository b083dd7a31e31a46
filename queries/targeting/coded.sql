-- targeting/coded: the lists whose members each get a code of their own.
-- asks: coded, as JSON
-- writes: temp coded, one row per plan: its list, campaign, wave (NULL: no series) and seed; source, the pool that
--   codes are of (NULL: they are made here)
create temp table coded as
select unnest(
    from_json(
        getvariable('coded')::json,
        '[{
            "plan": "integer", "list_id": "varchar", "campaign_id": "varchar", "wave": "integer", "seed": "varchar",
            "source": "varchar"
        }]'
    ),
    recursive := true
);
