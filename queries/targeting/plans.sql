-- targeting/plans: the plans of an act, numbered from 1: several where they are chosen together.
-- asks: plans, as JSON
-- writes: temp plans, one row per plan: seed, campaign; draw, the name by which its members are held out; chosen_by
--   ('value', 'added', 'random' or 'number', then of the table numbers); weight, by which its values count; first_day,
--   days,
--   first_hour and last_hour of its sends; is_dated, whether it says when it begins; longest, the days of the longest
--   window of its contact policy (NULL: none); wave, which of its series, and first_list, the list of the first (NULL:
--   it is no later wave)
create temp table plans as
select unnest(
    from_json(
        getvariable('plans')::json,
        '[{
            "plan": "integer", "campaign": "varchar", "draw": "varchar", "seed": "varchar", "holdout_share": "decimal(18, 17)",
            "chosen_by": "varchar", "weight": "decimal(38, 18)", "first_day": "date", "days": "integer",
            "first_hour": "integer", "last_hour": "integer", "is_dated": "boolean", "longest": "integer",
            "wave": "integer", "first_list": "varchar"
        }]'
    ),
    recursive := true
);
