-- value/months_back: the months that have revenue, up to the one asked for, by how far back they are.
-- asks: known_months (the latest first)
-- writes: temp months_back, one row per month: back is 0 for the month asked for, 1 for the one known before it
create or replace temp table months_back as
select
    unnest(getvariable('known_months')::date[]) as month,
    unnest(generate_series(0, len(getvariable('known_months')::date[]) - 1))::integer as back;
