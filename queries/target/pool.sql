-- target/pool: who is looked at: every loaded member, or the one asked about; and empty tables for what rules say.
-- asks: member_key (NULL: everyone)
-- reads: store.members
-- writes: temp pool, one row per member; rules, one row per rule in order: kind and about, which say what it is, and
--   rule, what a person reads; failed, one row per rule and member whom it takes out; shut, one row per rule, member
--   and offer that it closes to them, with what it was worth where the rule looked at that; offers, to be filled from
--   the plan
create or replace temp table pool as
select member_key,
from store.members
where getvariable('member_key') is null or member_key = getvariable('member_key');

create or replace temp table rules (step integer, kind varchar, about varchar, rule varchar);

create or replace temp table failed (member_key integer, step integer);

create or replace temp table shut (member_key integer, offer integer, step integer, priority decimal(38, 15));

create or replace temp table offers (
    offer integer, channel varchar, product varchar, timing varchar, gift varchar, unit_cost decimal(18, 6),
    value_per_response decimal(18, 6), capacity bigint, family varchar, needs varchar, offer_log_ratio double
);

create temp table if not exists siblings (member_key integer, channel varchar, contacted_at timestamp);
