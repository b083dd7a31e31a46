-- schema/upgrades/0018_what_a_campaign_adds: lists keep what the gift of each answer costs and what a contact adds;
--   views are made anew, for a column of theirs has another name
-- reads: store.list_treatments, store.list_members, store.lists, store.scorings, store.responsiveness
-- writes: store.list_treatments, store.list_members, store.lists, store.arm_levels, store.arm_values, store.unasked,
--   store.gains, store.pressures, store.scorings, store.responsiveness, store.value_months, store.member_values,
--   store.value_steps, store.value_step_sums, store.rfm_cuts, store.gone_fifths, store.gone_weights, store.responses,
--   store.choices, store.element_sums, store.seals,
--   store.list_codes, store.spent_codes, store.own_dimensions, store.campaigns, store.former_campaigns,
--   store.treatments, runs
-- the cost of a gift for each answer: no list had one
alter table store.list_treatments add column response_cost decimal(18, 6) default 0;

alter table store.list_treatments alter column response_cost set not null;

-- what members do unasked: nothing is known of it until the next scoring, and no list knew
create table store.arm_levels (
    product varchar,
    is_control boolean not null,
    members bigint not null,
    answered bigint not null,
    expected double not null,
    level double not null
);

create table store.arm_values (
    is_control boolean not null,
    attribute varchar not null,
    code utinyint not null,
    value varchar,
    answered double not null,
    expected double not null,
    log_ratio double not null
);

create table store.unasked (
    member_key integer not null,
    contacted_ratio double not null,
    unasked_ratio double not null
);

create table store.gains (
    campaigns integer not null,
    contacted bigint not null,
    held_out bigint not null,
    unasked double not null,
    by_added double not null,
    by_chance double not null,
    difference double not null,
    low double not null,
    high double not null,
    is_clear boolean not null
);

-- how answers go with contacts lately: nothing is known of it until the next scoring
create table store.pressures (
    pressure integer not null,
    contacts bigint not null,
    responses bigint not null,
    ratio double not null,
    ratio_low double not null,
    ratio_high double not null,
    is_fall boolean not null
);

-- what members are worth: nothing is kept until it is asked for
create table store.value_months (
    month date not null,
    states date[] not null,
    settings varchar not null,
    usage_mark varchar not null
);

create table store.member_values (
    member_key integer not null,
    steps utinyint[] not null,
    first_used date,
    last_paid date,
    paid bigint not null,
    revenue decimal(18, 6) not null,
    margin decimal(18, 6) not null,
    contact_cost decimal(18, 6) not null,
    lifecycle varchar,
    p_gone decimal(5, 4),
    need_spread decimal(5, 4)
);

create table store.value_steps (
    step utinyint not null,
    tier_place utinyint not null,
    tier varchar not null,
    loyalty varchar,
    lifetime_value decimal(18, 6)
);

create table store.value_step_sums (
    month date not null,
    count_known integer not null,
    step utinyint not null,
    members bigint not null,
    revenue decimal(38, 6) not null,
    least_revenue decimal(38, 6) not null,
    most_revenue decimal(38, 6) not null
);

create table store.rfm_cuts (measure varchar not null, score utinyint not null, from_value decimal(18, 6) not null);

create table store.gone_fifths (
    fifth utinyint not null, members bigint not null, foreseen double not null, came double not null
);

create table store.gone_weights (term varchar not null, weight double not null);

-- what people say of a campaign: no file could tell it
alter table store.campaigns add column notes varchar;

alter table store.former_campaigns add column notes varchar;

-- who ran a step: it was not kept
alter table runs add column done_by varchar;

-- on which machine, by which command, with which files: nobody knows; entries before this one are in no chain
alter table runs add column host varchar;

alter table runs add column engine_version varchar;

alter table runs add column command varchar;

alter table runs add column files varchar;

alter table runs add column digest varchar;

create table store.seals (run_id integer not null, name varchar not null, digest varchar not null);

alter table store.list_members add column unasked decimal(18, 9);

alter table store.list_members add column added decimal(18, 9);

-- dimensions that the settings name: there were none
create table store.own_dimensions (dimension varchar not null);

alter table store.campaigns add column own_elements varchar;

alter table store.former_campaigns add column own_elements varchar;

alter table store.treatments add column own_elements varchar;

alter table store.lists add column chosen_by varchar;

-- between these end eight campaigns of ten; of lists made before nothing is said
alter table store.lists add column expected_low bigint;

alter table store.lists add column expected_high bigint;

-- which wave of a series: no list was of one
alter table store.lists add column wave integer;

-- what an offer was worth to everyone when its list was made
alter table store.list_treatments add column log_worth decimal(18, 12);

alter table store.list_treatments add column own_elements varchar;

-- the joint chance of member, offer and arm, as far as lists tell it: not of those drawn to explore
alter table store.list_members add column joint_chance decimal(18, 12);

update store.list_members
set joint_chance = case when is_control then l.holdout_share else 1 - l.holdout_share end
from store.lists as l, store.list_treatments as t
where
    list_members.list_key = l.list_key
    and list_members.list_key = t.list_key
    and list_members.treatment = t.treatment
    and t.cell is distinct from 'explore';

-- codes of members' own, and by which answers came: nobody was given one
alter table store.responses add column code varchar;

alter table store.responses add column own_elements varchar;

-- what members chose when answering: it is learned with the next full scoring
create table store.choices (
    member_key integer not null, cell_key integer not null, dimension varchar not null, element varchar not null
);

alter table store.element_sums alter column last_contact drop not null;

alter table store.element_sums add column chosen double default 0;

alter table store.element_sums alter column chosen set not null;

alter table store.element_sums alter column chosen drop default;

alter table store.element_sums add column foreseen double default 0;

alter table store.element_sums alter column foreseen set not null;

alter table store.element_sums alter column foreseen drop default;

alter table store.element_sums add column choices integer default 0;

alter table store.element_sums alter column choices set not null;

alter table store.element_sums alter column choices drop default;

create table store.list_codes (
    list_key integer not null,
    member_key integer not null,
    code varchar not null,
    source varchar
);

create table store.spent_codes (code varchar not null);

-- scores that people read have an alpha of their own; until the next scoring they are what they were. Nothing may be
-- NULL before rows are changed: afterwards the database can no longer say so in the same transaction
alter table store.scorings add column shown_alpha double default 0;

alter table store.scorings alter column shown_alpha set not null;

alter table store.scorings alter column shown_alpha drop default;

update store.scorings set shown_alpha = alpha;

alter table store.responsiveness add column shown_ratio double default 0;

alter table store.responsiveness alter column shown_ratio set not null;

alter table store.responsiveness alter column shown_ratio drop default;

update store.responsiveness set shown_ratio = ratio;
