-- measure/programme_parts: makes room for what members show of a month or a quarter, to be filled range by range by
--   measure/add_programme_part.
-- writes: temp programme_parts, one row per range of members, span, arm, and unit of those who are drawn as one
create or replace temp table programme_parts (
    place bigint,
    is_control boolean,
    unit integer,
    users bigint,
    revenue decimal(38, 6),
    volume decimal(38, 6),
    optouts bigint,
    gone bigint,
    square_revenue hugeint,
    square_volume hugeint
);
