-- schema/tables: what a workspace keeps. Ids of people and campaigns stand once, in a dictionary; facts refer to them
--   by small integers (half the time and memory of text keys), so erasing a person touches one row.
-- writes: every table of schema store; people read the views of schema/views instead.
-- Money and sums are decimals: exact, so that neither row order nor the number of threads can change a digit.
create schema store;

create table store.meta (key varchar not null, value varchar not null);

-- one row per person ever named in any file
create table store.persons (member_key integer not null, member_id varchar not null);

-- one row per loaded member; each attribute of the members files adds a text column of its own
create table store.members (
    member_key integer not null,
    phone varchar,
    email varchar,
    household_id varchar,
    timezone varchar,
    joined_on date
);

-- one row per attribute: which types hold for every value ever loaded
create table store.attribute_types (
    attribute varchar not null,
    is_boolean boolean not null,
    is_integer boolean not null,
    is_number boolean not null,
    is_date boolean not null,
    is_timestamp boolean not null
);

-- one row per campaign ever named; is_loaded is false until a campaigns file describes it
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
    unit_cost decimal(18, 6)
);

-- one row per campaign, cell and elements as a contacts file gave them; a missing element is the campaign's
create table store.treatments (
    treatment_key integer not null,
    campaign_key integer not null,
    cell varchar,
    channel varchar,
    product varchar,
    timing varchar,
    gift varchar
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
    value decimal(18, 6)
);

-- one row per response
create table store.responses (
    member_key integer not null,
    campaign_key integer,
    treatment_code varchar,
    responded_at timestamp,
    channel varchar,
    gift varchar,
    kind varchar,
    value decimal(18, 6)
);

-- one row per report of a vendor on a contact: delivered, failed or opted-out
create table store.returns (
    member_key integer not null,
    campaign_key integer,
    treatment_code varchar,
    reported_at timestamp,
    channel varchar,
    outcome varchar not null
);

-- one row per member, month and product
create table store.usage (
    member_key integer not null,
    month date not null,
    product varchar not null,
    revenue decimal(18, 6),
    volume decimal(18, 6)
);

-- one row per opt-out or opt-in; the latest per member and channel holds
create table store.optouts (
    member_key integer not null,
    channel varchar not null,
    opted_out_on date,
    action varchar not null
);

-- one row per dimension and element ever met by the scores
create table store.elements (
    element_key integer not null,
    dimension varchar not null,
    element varchar not null,
    contacts bigint not null,
    responses bigint not null,
    ratio double not null
);

-- one row: the scoring that the scores below come from
create table store.scorings (
    as_of date not null,
    base_rate double,
    offer_weight double not null,
    slope double not null,
    intercept double not null,
    response_days integer not null,
    constants varchar not null
);

-- one row per member known on the scoring day; ratio is observed over expected, 1 = an average member
create table store.responsiveness (
    member_key integer not null,
    ratio double not null,
    evidence double not null,
    level varchar not null,
    best_channel varchar,
    best_hour integer
);

-- one row per member and element with evidence; leaning is the member's own factor for the element, 1 = none
create table store.attitudes (
    member_key integer not null,
    element_key integer not null,
    leaning double not null,
    score double not null,
    trend double,
    evidence double not null,
    contacts bigint not null,
    responses bigint not null,
    last_contacted_on date not null,
    last_responded_on date
);

-- one row per member, element and scoring day on which the score had moved by a point or more
create table store.attitude_history (
    member_key integer not null,
    element_key integer not null,
    as_of date not null,
    score double not null
);

-- one row per list; the same plan on the same data is the same list; newest counts up with every target run
create table store.lists (
    list_key integer not null,
    list_id varchar not null,
    campaign_id varchar not null,
    as_of date not null,
    constants varchar not null,
    seed bigint not null,
    plan varchar not null,
    channel varchar not null,
    product varchar,
    timing varchar,
    gift varchar,
    starts_on date,
    ends_on date,
    treatment_code varchar not null,
    holdout_share double not null,
    count_treated bigint not null,
    count_control bigint not null,
    status varchar not null,
    newest integer not null
);

-- one row per list and member on it, controls included
create table store.list_members (
    list_key integer not null,
    member_key integer not null,
    rank integer not null,
    propensity double not null,
    expected_value double not null,
    is_control boolean not null,
    selection_probability double not null
);

-- one row per list and rule: how many it took out, in sequence and alone
create table store.list_funnel (
    list_key integer not null,
    step integer not null,
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

-- the audit trail: steps, files, refused rows
create table runs (
    run_id integer not null,
    step varchar not null,
    subject varchar,
    started_at timestamp not null,
    seconds double not null,
    rows_out bigint,
    detail varchar,
    tool_version varchar not null
);
comment on table runs is 'One row per step that was run.';

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
    changed varchar,
    seconds double not null,
    loaded_at timestamp not null,
    loaded_by varchar not null
);
comment on table loads is 'One row per file taken in: rows_read = kept + duplicate + updated + rejected.';

create table rejects (
    load_id integer not null,
    line bigint not null,
    "column" varchar,
    value varchar,
    reason varchar not null
);
comment on table rejects is 'One row per row of a file that was refused, with its line and the reason.';
