-- value/keep_gone: keeps what the chance of staying away is made of, and how it foretold what is known by now.
-- asks: fifths, terms, as JSON
-- writes: store.gone_fifths, one row per fifth of members; store.gone_weights, one row per term
insert into store.gone_fifths
select
    unnest(
        from_json(
            getvariable('fifths')::json,
            '[{"fifth": "utinyint", "members": "bigint", "foreseen": "double", "came": "double"}]'
        ),
        recursive := true
    );

insert into store.gone_weights
select unnest(from_json(getvariable('terms')::json, '[{"term": "varchar", "weight": "double"}]'), recursive := true);
