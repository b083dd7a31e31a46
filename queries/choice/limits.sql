-- choice/limits: empty tables for what a choice may use up.
-- writes: temp limits (one row per limit; kind 'size' is that of the list, at which it ends), uses (one row per limit
--   and offer: what a contact takes of it; none where it takes nothing)
create or replace temp table limits (place integer, kind varchar, most decimal(18, 6));

create or replace temp table uses (place integer, offer integer, amount decimal(18, 6));
