-- schema/tables: what a workspace keeps. Ids of people and campaigns stand once, in a dictionary; facts refer to them
--   by small integers (half the time and memory of text keys), so erasing a person touches one row.
-- writes: every table of schema store; people read the views of schema/views instead.
-- load_id says which load wrote a row as it stands (NULL: one of before version 15, or none), so that a load can be
-- undone; what a load changed or took out is in the table of that name with former_ before it.
-- Money and sums are decimals: exact, so that neither row order nor the number of threads can change a digit.
create schema store;

create table store.meta (key varchar not null, value varchar not null);

-- one row per person ever named in any file
create table store.persons (member_key integer not null, member_id varchar not null);

-- one row per erased person, whose id in persons is a running number: what the figures of months past need to stay as
--   they were, of which nothing says who it was. joined_on is the first day of its month (later than the 28th: as it
--   was, for the ends of months tell those days apart); counts_until is the last day with anything known when they were
--   erased, up to which they are of the base; likeness is the one score that their look-alikes gave them
create table store.erased (
    member_key integer not null,
    was_loaded boolean not null,
    joined_on date,
    has_phone boolean not null,
    has_email boolean not null,
    counts_until date not null,
    likeness double
);

-- one row per id, phone or e-mail address that is not to come back from a file: a salted hash, in order of hashes, with
--   nothing that leads to the facts of whom it was
create table store.suppressed (kind varchar not null, mark varchar not null);

-- one row per loaded member; each attribute of the members files adds a text column of its own
create table store.members (
    member_key integer not null,
    phone varchar,
    email varchar,
    household_id varchar,
    timezone varchar,
    joined_on date
);

-- one row per attribute: which types hold for every value ever loaded. is_point and is_comma: all read as amounts, with
--   a decimal point (1,234.50) or a decimal comma (1.234,50); where both hold and is_integer does not, nothing tells
--   which is meant. NULL: not looked at since before there were such
-- one row per id that was merged into another person's: files that name it mean that person; the id stays in persons
create table store.aliases (member_key integer not null, same_as integer not null);

-- one row per member and file of the whole base that they were missing from, or came back with: the latest holds
create table store.departures (member_key integer not null, load_id integer not null, has_left boolean not null);

-- one row per phone or e-mail address (as addresses are compared) that more members have than live anywhere together:
-- it stands for none
create table store.stand_ins (kind varchar not null, address varchar not null, members integer not null);

-- one row per attribute: which types hold for every value ever loaded
create table store.attribute_types (
    attribute varchar not null,
    is_boolean boolean not null,
    is_integer boolean not null,
    is_number boolean not null,
    is_date boolean not null,
    is_timestamp boolean not null,
    is_point boolean,
    is_comma boolean
);

-- one row per campaign ever named; is_loaded is false until a campaigns file describes it; notes: what people say of it
--   in their own words, or the name of a file that has them
create table store.campaigns (
    campaign_key integer not null,
    campaign_id varchar not null,
    is_loaded boolean not null,
    name varchar,
    product varchar,
    timing varchar,
    gift varchar,
    channel varchar,
    starts_on date,
    ends_on date,
    response_days integer,
    unit_cost decimal(18, 6),
    load_id integer,
    notes varchar,
    own_elements varchar
);

-- one row per campaign, cell and elements as a contacts file gave them; a missing element is the campaign's.
-- own_elements are those of dimensions that the settings name: a JSON object, NULL where there are none
create table store.treatments (
    treatment_key integer not null,
    campaign_key integer not null,
    cell varchar,
    channel varchar,
    product varchar,
    timing varchar,
    gift varchar,
    own_elements varchar
);

-- one row per contact (or control member of a campaign)
create table store.contacts (
    member_key integer not null,
    treatment_key integer not null,
    contacted_at timestamp,
    is_control boolean not null,
    treatment_code varchar,
    delivered boolean,
    cost decimal(18, 6),
    responded boolean,
    responded_at timestamp,
    value decimal(18, 6),
    load_id integer
);

-- one row per response; code is a code of a member's own as it came back, whoever brought it, see list_codes
create table store.responses (
    member_key integer not null,
    campaign_key integer,
    treatment_code varchar,
    responded_at timestamp,
    channel varchar,
    gift varchar,
    kind varchar,
    value decimal(18, 6),
    load_id integer,
    code varchar,
    own_elements varchar
);

-- one row per report of a vendor on a contact: delivered, failed, opted-out, or noted: none of these and no answer
create table store.returns (
    member_key integer not null,
    campaign_key integer,
    treatment_code varchar,
    reported_at timestamp,
    channel varchar,
    outcome varchar not null,
    load_id integer
);

-- one row per member, month and product
create table store.usage (
    member_key integer not null,
    month date not null,
    product varchar not null,
    revenue decimal(18, 6),
    volume decimal(18, 6),
    load_id integer
);

-- one row per opt-out or opt-in; the latest per member and channel holds. opted_out_at is its time, where one is known;
-- load_id is the file that brought it, later ones come after earlier ones (NULL: before all of them)
create table store.optouts (
    member_key integer not null,
    channel varchar not null,
    opted_out_on date,
    action varchar not null,
    opted_out_at timestamp,
    load_id integer
);

-- one row per opt-out or opt-in of a phone or an e-mail address, whoever has it: held for members to come. address is
-- E.164, an e-mail in lower case, or as it was written where it cannot be read; where is_hidden, a salted hash, for
-- people erased had it; where is_by_id, a file gave it as a member id, which is kept as such too
create table store.address_optouts (
    kind varchar not null,
    address varchar not null,
    channel varchar not null,
    opted_out_on date,
    action varchar not null,
    opted_out_at timestamp,
    is_hidden boolean not null,
    is_by_id boolean not null,
    load_id integer
);

-- one row per member and address that they had once, in a members file or under an id that was merged into theirs: what
-- is said from there holds for them
create table store.given_up_addresses (
    member_key integer not null,
    kind varchar not null,
    address varchar not null,
    load_id integer
);

-- one row per members file that brought who was known by an address alone before: what was theirs is the members' now
create table store.address_arrivals (load_id integer not null);

-- one row per person who is known by a phone or an e-mail address alone, until a member is loaded who has it
create table store.address_people (
    member_key integer not null,
    kind varchar not null,
    address varchar not null,
    load_id integer
);

-- one row per word for a channel that the settings name, with the family that they give it; see schema/words
create table store.own_channels (word varchar not null, family varchar not null);

-- one row per dimension of offers that the settings name beside channel, product, timing and gift
create table store.own_dimensions (dimension varchar not null);

-- one row per dimension and element ever met by the scores; answered and expected are those of everyone, faded to the
-- scoring day; worth is what the element counts for in an offer, see score/element_worths
create table store.elements (
    element_key integer not null,
    dimension varchar not null,
    element varchar not null,
    contacts bigint not null,
    responses bigint not null,
    answered double not null,
    expected double not null,
    ratio double not null,
    worth double not null default 1
);

-- one row per pair of elements that went together often enough; worth is what an offer with both is worth beyond them
create table store.element_pairs (
    first_key integer not null,
    second_key integer not null,
    contacts bigint not null,
    responses bigint not null,
    answered double not null,
    expected double not null,
    ratio double not null,
    worth double not null default 1
);

-- one row: the scoring that all scores come from; fade brings sums kept as of reference_day to the scoring day
create table store.scorings (
    as_of date not null,
    reference_day date not null,
    half_life_days double not null,
    fade double not null,
    response_days integer not null,
    base_rate double,
    offer_weight double not null,
    slope double not null,
    intercept double not null,
    alpha double not null,
    kappa double not null,
    kappa_attribute double not null,
    attribute_weight double not null,
    first_hour integer not null,
    last_hour integer not null,
    last_person integer not null,
    constants varchar not null,
    shown_alpha double not null
);

-- one row per constant that stands by its subject: beta by dimension, weight by attribute
create table store.constants (constant varchar not null, subject varchar not null, value double not null);

-- one row per treatment and contact day with evidence: all that its contacts have in common; weight and expected are as
-- of the reference day
create table store.cells (
    cell_key integer not null,
    treatment_key integer not null,
    campaign_key integer not null,
    contacted_on date not null,
    closes_on date not null,
    is_closed boolean not null,
    contacts bigint not null,
    answers bigint not null,
    rate double not null,
    weight double not null,
    expected double not null
);

-- one row per contact that is evidence; responded_at is NULL where no answer is known, at 0 o'clock where only its
--   day is
create table store.trials (member_key integer not null, cell_key integer not null, responded_at timestamp);

-- one row per contacted person: sums as of the reference day; last_contact is packed, see pack_contact
create table store.member_sums (
    member_key integer not null,
    answered double not null,
    expected double not null,
    contacts integer not null,
    responses integer not null,
    last_contact bigint not null
);

-- one row per answered contact and element of those that its answer names, where answers of its treatment name several:
-- the channel it came by, the gift that was chosen, an element of a dimension that the settings name
create table store.choices (
    member_key integer not null, cell_key integer not null, dimension varchar not null, element varchar not null
);

-- one row per person and element that they were contacted with or could choose; chosen and foreseen are what the person
-- chose when answering, and how often others chose it, choices how often it was chosen; last_contact is NULL where
-- nothing but choices tells of the two
create table store.element_sums (
    member_key integer not null,
    element_key integer not null,
    answered double not null,
    expected double not null,
    contacts integer not null,
    responses integer not null,
    last_contact bigint,
    last_responded_on date,
    chosen double not null,
    foreseen double not null,
    choices integer not null
);

-- one row per person known on the scoring day, as the last scoring made it: lookalike is what members of their
--   attributes do, answered and expected are sums faded to that day; ratio is what chances of an answer are made with,
--   shown_ratio what responsiveness shows as a score, which rests on evidence; level says whose record it is
create table store.responsiveness (
    member_key integer not null,
    lookalike double not null,
    answered double not null,
    expected double not null,
    contacts integer not null,
    responses integer not null,
    ratio double not null,
    evidence double not null,
    level varchar not null,
    shown_ratio double not null
);

-- one row per attribute that look-alikes use, and value of it; code 0 is a missing value; a number's value is a range
create table store.profile_values (attribute varchar not null, code utinyint not null, value varchar);

-- one row per attribute and value: sums of all members who share it, as of the reference day
create table store.value_sums (
    attribute varchar not null,
    code utinyint not null,
    answered double not null,
    expected double not null
);

-- one row per attribute, value and element, of those that are trusted in the element's dimension: what members of the
-- sample who share the value did with the element, and what that says of others who do
create table store.value_leanings (
    attribute varchar not null,
    code utinyint not null,
    element_key integer not null,
    answered double not null,
    expected double not null,
    log_ratio double not null
);

-- one row per member known when last scored; each attribute in use adds a column of codes
create table store.profiles (member_key integer not null, joined_on date);

-- one row per member known when last scored; each habit that is trusted adds a column of codes
create table store.habits (member_key integer not null);

-- one row per habit that is trusted and tenth of it, 0 for nothing of it: what sampled members did while theirs was in
-- it, and what that says of others
create table store.habit_values (
    attribute varchar not null,
    code utinyint not null,
    value varchar not null,
    answered double not null,
    expected double not null,
    log_ratio double not null
);

-- one row per product (NULL: all) and arm of past campaigns of which somebody was held out: what its members did over
-- what their chances of an answer say
create table store.arm_levels (
    product varchar,
    is_control boolean not null,
    members bigint not null,
    answered bigint not null,
    expected double not null,
    level double not null
);

-- one row per arm, attribute or habit that is trusted with it, and value: what its members did, and what that says of
-- others beyond their chances of an answer
create table store.arm_values (
    is_control boolean not null,
    attribute varchar not null,
    code utinyint not null,
    value varchar,
    answered double not null,
    expected double not null,
    log_ratio double not null
);

-- one row per member, where past holdouts tell of some more than their chance of an answer: what they do over that and
-- the level of all, contacted and unasked
create table store.unasked (
    member_key integer not null,
    contacted_ratio double not null,
    unasked_ratio double not null
);

-- one row, or none: what past holdouts tell of lists by what is added, in answers added per 100 members on average over
-- lists of every length, beside lists by propensity
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

-- one row per class of pressure (see pressure_class), or none: what sampled members answer after so many contacts in 30
-- days, over what the same members answer after few, with its 90 % interval; is_fall: below 1 by three standard
-- deviations
create table store.pressures (
    pressure integer not null,
    contacts bigint not null,
    responses bigint not null,
    ratio double not null,
    ratio_low double not null,
    ratio_high double not null,
    is_fall boolean not null
);

-- what is kept of members' value: one row, or none: of which month, over how many months of its window, what of them
-- was known, and what it was made with
create table store.value_months (
    month date not null,
    states date[] not null,
    settings varchar not null,
    usage_mark varchar not null
);

-- one row per member with a place in that month: their steps in the months looked at, NULL before they had one (see
-- store.value_steps); the first month with usage and the latest with revenue; paid: a bit for each of the last 24 known
-- months, the lowest for the latest, 1 where there was revenue; revenue, what is earned of it, and cost, a month of the
-- window; p_gone and need_spread are NULL where nothing tells them
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

-- one row per step of the staircase: tier, counted from 1, the best, and band of loyalty; what a member on it is worth
create table store.value_steps (
    step utinyint not null,
    tier_place utinyint not null,
    tier varchar not null,
    loyalty varchar,
    lifetime_value decimal(18, 6)
);

-- one row per month and step with members: what the staircase held then
create table store.value_step_sums (
    month date not null,
    count_known integer not null,
    step utinyint not null,
    members bigint not null,
    revenue decimal(38, 6) not null,
    least_revenue decimal(38, 6) not null,
    most_revenue decimal(38, 6) not null
);

-- one row per measure (recency, frequency, monetary) and score from 1 to 5 that somebody has: the least of it; recency
-- as months since 1900. And from where revenue is high (worth) and needs differ (need)
create table store.rfm_cuts (measure varchar not null, score utinyint not null, from_value decimal(18, 6) not null);

-- how the chance of staying away foretold what is known by now: one row per fifth of members, the least likely first,
-- by what was known before; and what it is made of, one row per term. Empty where too little is known
create table store.gone_fifths (
    fifth utinyint not null, members bigint not null, foreseen double not null, came double not null
);

create table store.gone_weights (term varchar not null, weight double not null);

-- one row per member of the sample that constants are learned from: those whose draw, a hash of their id, is lowest
create table store.draws (member_key integer not null, draw ubigint not null);

-- one row per campaign whose contacts, answers, reports or description changed since the last scoring
create table store.changed_campaigns (campaign_key integer not null);

-- one row per member and family of channels that was closed on the scoring day
create table store.closed_channels (member_key integer not null, family varchar not null);

-- one row per member and hour of the week in which they answered, Monday 0 o'clock is 0
create table store.answer_hours (member_key integer not null, hour_of_week utinyint not null, answers integer not null);

-- one row per segment and hour of the week: the share of its answers; segment is a code of hour_attribute
create table store.hour_shares (segment utinyint not null, hour_of_week utinyint not null, share double not null);

-- one row per list; the same plan on the same data is the same list; newest counts up with every target run. data says
-- what it was made of, so that a list can be told from one made of other data; cost and value are of those contacted;
-- wave counts the lists of a series from 1 (NULL: its plan has no waves)
create table store.lists (
    list_key integer not null,
    list_id varchar not null,
    campaign_id varchar not null,
    as_of date not null,
    constants varchar not null,
    seed bigint not null,
    plan varchar not null,
    plan_text varchar not null,
    data varchar not null,
    starts_on date,
    ends_on date,
    expires_on date,
    holdout_share double not null,
    count_treated bigint not null,
    count_control bigint not null,
    cost decimal(18, 6) not null,
    expected_responses decimal(18, 9) not null,
    expected_value decimal(18, 6) not null,
    status varchar not null,
    newest integer not null,
    chosen_by varchar,
    expected_low bigint,
    expected_high bigint,
    wave integer
);

-- one row per list, offer and cell: a treatment of the run, with the code that answers carry; cell is NULL where the
-- plan has no groups; log_worth is what the offer's elements were worth to everyone when the list was made (NULL: made
-- before version 18)
create table store.list_treatments (
    list_key integer not null,
    treatment integer not null,
    offer integer not null,
    cell varchar,
    treatment_code varchar not null,
    channel varchar not null,
    product varchar,
    timing varchar,
    gift varchar,
    unit_cost decimal(18, 6) not null,
    value_per_response decimal(18, 6) not null,
    response_cost decimal(18, 6) not null default 0,
    log_worth decimal(18, 12),
    own_elements varchar
);

-- one row per list and member on it, controls included; send_at is on the member's own clock; joint_chance is NULL
-- where a list made before version 18 kept too little to tell it
create table store.list_members (
    list_key integer not null,
    member_key integer not null,
    treatment integer not null,
    rank integer not null,
    propensity decimal(18, 9) not null,
    expected_value decimal(18, 6) not null,
    is_control boolean not null,
    selection_probability decimal(18, 12) not null,
    send_at timestamp,
    unasked decimal(18, 9),
    added decimal(18, 9),
    joint_chance decimal(18, 12)
);

-- one row per list and member on it who is contacted with a code of their own; source is the pool that it is of (NULL:
-- made here, with a check digit). Of a list that was recalled the row stays, and a new list of its campaign gives the
-- member the same code: it is never another's
create table store.list_codes (
    list_key integer not null,
    member_key integer not null,
    code varchar not null,
    source varchar
);

-- one row per code of a person who was erased, with nothing that leads to them: nobody is given it again
create table store.spent_codes (code varchar not null);

-- one row per campaign that an export made known and no file has described since
create table store.made_campaigns (campaign_key integer not null);

-- one row per list and member whom its files left out, for a check had found them
create table store.left_out (list_key integer not null, member_key integer not null);

-- one row per period in which a universal control stood: who is in it is a hash of seed, period and member
create table store.control_periods (period varchar not null, share double not null, seed bigint not null);

-- one row per person who shares a phone or an e-mail address with others: those who share draw as one
create table store.shared_addresses (member_key integer not null, draw_id varchar not null);

-- one row per list and rule: how many it took out, in sequence and alone; kind and about say which rule it is, rule is
-- its sentence as it was told then, for people who read views
create table store.list_funnel (
    list_key integer not null,
    step integer not null,
    kind varchar not null,
    about varchar not null,
    rule varchar not null,
    excluded bigint not null,
    excluded_alone bigint not null,
    remaining bigint not null
);

-- one row per list and member not on it: the first rule that took the member out
create table store.list_exclusions (
    list_key integer not null,
    member_key integer not null,
    step integer not null
);

-- one row per list that prices chose: what it brings and the most that any could, in money; beside is what the best in
-- turn would have brought, tried on a share of the members
create table store.list_choices (
    list_key integer not null,
    value decimal(18, 6) not null,
    bound decimal(18, 6) not null,
    beside decimal(18, 6) not null,
    beside_share double not null,
    is_in_turn boolean not null
);

-- one row per limit or minimum of such a list: price is what one more of it would bring
create table store.list_limits (
    list_key integer not null,
    place integer not null,
    name varchar not null,
    kind varchar not null,
    used decimal(18, 6) not null,
    available decimal(18, 6) not null,
    price decimal(18, 9) not null,
    means varchar not null
);

-- one row per offer of such a list: what a contact with it had to bring
create table store.list_tolls (list_key integer not null, offer integer not null, toll decimal(18, 9) not null);

-- what undoing a load takes: one row per load that can be undone; run_id is its entry in the audit trail, settings are
-- the lines that it wrote into the settings file, as JSON; is_whole is false once its former rows are dropped
create table store.undo_loads (
    load_id integer not null,
    run_id integer not null,
    settings varchar,
    is_whole boolean not null
);

-- one row per load and earlier load of whose rows it said some again: how many
create table store.said_again (load_id integer not null, of_load_id integer not null, count_rows bigint not null);

-- one row per loaded member: the load that wrote their row as it stands
create table store.member_loads (member_key integer not null, load_id integer not null);

-- one row per load and attribute of its file: which types hold for all its values, NULL where it has none; load 0 is
-- all that was loaded before version 15
create table store.attribute_loads (
    load_id integer not null,
    attribute varchar not null,
    is_boolean boolean,
    is_integer boolean,
    is_number boolean,
    is_date boolean,
    is_timestamp boolean,
    is_point boolean,
    is_comma boolean
);

-- one row per person whose rows an undone load had brought, and who is in the scores: without a row of their own they
-- go with the next scoring
create table store.names_to_go (member_key integer not null);

-- one row per row that the load _by_load_id changed or took out, as it was before; each attribute of the members files
-- adds a column to the first
create table store.former_members (
    _by_load_id integer,
    member_key integer,
    phone varchar,
    email varchar,
    household_id varchar,
    timezone varchar,
    joined_on date
);

create table store.former_member_loads (
    _by_load_id integer not null,
    member_key integer not null,
    load_id integer not null
);

create table store.former_campaigns (
    _by_load_id integer not null,
    campaign_key integer not null,
    campaign_id varchar not null,
    is_loaded boolean not null,
    name varchar,
    product varchar,
    timing varchar,
    gift varchar,
    channel varchar,
    starts_on date,
    ends_on date,
    response_days integer,
    unit_cost decimal(18, 6),
    load_id integer,
    notes varchar,
    own_elements varchar
);

-- those of them that an export had made known
create table store.former_made_campaigns (_by_load_id integer not null, campaign_key integer not null);

create table store.former_contacts (
    _by_load_id integer not null,
    member_key integer not null,
    treatment_key integer not null,
    contacted_at timestamp,
    is_control boolean not null,
    treatment_code varchar,
    delivered boolean,
    cost decimal(18, 6),
    responded boolean,
    responded_at timestamp,
    value decimal(18, 6),
    load_id integer
);

create table store.former_usage (
    _by_load_id integer not null,
    member_key integer not null,
    month date not null,
    product varchar not null,
    revenue decimal(18, 6),
    volume decimal(18, 6),
    load_id integer
);

-- the audit trail: steps, files, refused rows
-- inputs is a digest of what a step of a job was made of: while it is the same, the step need not be done again;
-- command is the command line, files a JSON list of those that were read or written, with their digests; digest is that
-- of the entry and of the one before it, so that none can be changed or taken out without a trace
create table runs (
    run_id integer not null,
    step varchar not null,
    subject varchar,
    started_at timestamp not null,
    seconds double not null,
    rows_out bigint,
    detail varchar,
    tool_version varchar not null,
    inputs varchar,
    done_by varchar,
    host varchar,
    engine_version varchar,
    command varchar,
    files varchar,
    digest varchar
);

-- what is not to change but by a step that is on record: one row per step that looked at it, with a digest of what it
-- left; name is 'opt-outs', 'opt-outs by address', 'lists', or one list's members
create table store.seals (run_id integer not null, name varchar not null, digest varchar not null);

-- optouts counts the rows that tell of opt-outs, in a file of their own or as replies
create table loads (
    load_id integer not null,
    kind varchar not null,
    file varchar not null,
    bytes bigint not null,
    content_hash varchar not null,
    read_as varchar not null,
    rows_read bigint not null,
    kept bigint not null,
    duplicate bigint not null,
    updated bigint not null,
    rejected bigint not null,
    taken_out bigint not null,
    optouts bigint not null,
    changed varchar,
    seconds double not null,
    loaded_at timestamp not null,
    loaded_by varchar not null,
    undone_at timestamp,
    undone_by varchar
);

create table rejects (
    load_id integer not null,
    line bigint not null,
    "column" varchar,
    value varchar,
    reason varchar not null
);
