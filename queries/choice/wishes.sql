-- choice/wishes: an empty table for the members whom a walk comes past.
-- writes: temp wishes, one row per member and offer: priority, highest first, then propensity
create or replace temp table wishes (member_key integer, offer integer, priority double, propensity double);
