-- target/rules: empty tables for the rules of a list and for whom each of them takes out.
-- writes: temp rules, one row per rule in order; temp failed, one row per rule and loaded member whom it takes out
create or replace temp table rules (step integer, rule varchar);

create or replace temp table failed (member_key integer, step integer);
