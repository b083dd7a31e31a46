-- targeting/pool_rows: what the files of pools hold.
-- asks: pool_sources, pool_rows, pool_codes: of each row the file, its number and its code (NULL: blank)
-- writes: temp pool_rows, one row per row of a file
create temp table pool_rows as
select
    unnest(getvariable('pool_sources')::varchar[]) as source,
    unnest(getvariable('pool_rows')::integer[]) as row,
    unnest(getvariable('pool_codes')::varchar[]) as code;
