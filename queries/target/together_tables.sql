-- target/together_tables: empty tables for plans that are chosen together.
-- writes: temp joint_options (plan, member and offer, numbered through all plans: what it is worth), joint_candidates
--   (plan and member), joint_rooms (plan and member: how many more contacts a rule leaves), siblings (contacts of the
--   lists made so far)
create or replace temp table joint_options (
    plan integer, member_key integer, offer integer, propensity decimal(18, 9), value decimal(38, 15),
    priority decimal(38, 15)
);

create or replace temp table joint_candidates (
    plan integer, member_key integer, is_holdout boolean, tie ubigint
);

create or replace temp table joint_rooms (plan integer, member_key integer, room integer);

create or replace temp table siblings (member_key integer, channel varchar, contacted_at timestamp);
