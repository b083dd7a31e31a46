-- targeting/windows: the rules of the contact policy.
-- asks: windows, as JSON
-- writes: temp windows, one row per plan and rule: step; family (of channels, or 'all'); most contacts in so many days;
--   per ('household' or 'member'); is_own, whether the limit is each member's own
create temp table windows as
select unnest(
    from_json(
        getvariable('windows')::json,
        '[{
            "plan": "integer", "step": "integer", "family": "varchar", "most": "integer", "days": "integer",
            "per": "varchar", "is_own": "boolean"
        }]'
    ),
    recursive := true
);
