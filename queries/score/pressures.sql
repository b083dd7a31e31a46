-- score/pressures: keeps how answers go with the contacts that members had in the 30 days before.
-- asks: curve, as JSON: of each class of pressure its contacts, responses, ratio, its ends and whether it is a fall
-- writes: store.pressures, one row per class of pressure that was seen; none where history is too short
delete from store.pressures;

insert into store.pressures
select unnest(
    from_json(
        getvariable('curve')::json,
        '[{
            "pressure": "integer", "contacts": "bigint", "responses": "bigint", "ratio": "double",
            "ratio_low": "double", "ratio_high": "double", "is_fall": "boolean"
        }]'
    ),
    recursive := true
);
