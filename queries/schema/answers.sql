-- schema/answers: what an answer is, what arrived, and which code is known again: decided here alone, for scores,
--   measure, status and everyone's own questions.
-- reads: store.contacts, store.treatments, store.campaigns, store.responses, store.returns, store.list_members,
--   store.list_treatments, store.list_codes, store.lists, store.persons, store.full_treatments
-- writes: table macro store.codes_of; views of schema store: codes, own_codes, told, answered, answered_campaigns,
--   direct_answers, code_answers, answered_contacts, reports, contact_reports, deliveries; views direct_answers and
--   code_answers
-- what each code that came back means for the member who brought it: as it was sent, and of which campaign; that of the
-- contact that carried it, else that of the list, the first by id where two gave it. Codes are written as people type
-- them: only where none that the member was sent is the same to the letter, one that is alike (see code_form) is taken.
-- Where several of them are alike the code is not known again, and of several campaigns the campaign is not either
create or replace macro store.codes_of(came_back) as table
    with written as (
        select distinct member_key, treatment_code,
        from query_table(came_back)
        where treatment_code is not null
    ),

    -- by names, whatever file came first; the least of several numbers is found many times faster than that of rows
    placed as (
        select
            t.treatment_key, t.campaign_key,
            row_number() over (
                order by c.campaign_id, t.channel, t.product, t.timing, t.gift, t.own_elements, t.cell
            ) as place,
        from store.treatments as t
        inner join store.campaigns as c on t.campaign_key = c.campaign_key
    ),

    first_contact as (
        select k.member_key, k.treatment_code, min(p.place) as place,
        from store.contacts as k
        semi join written as w on k.member_key = w.member_key and k.treatment_code = w.treatment_code
        inner join placed as p on k.treatment_key = p.treatment_key
        group by k.member_key, k.treatment_code
    ),

    contacted as (
        select k.member_key, k.treatment_code, p.campaign_key, p.treatment_key,
        from first_contact as k
        inner join placed as p on k.place = p.place
    ),

    listed as (
        select
            m.member_key, t.treatment_code, arg_min(c.campaign_key, c.campaign_id) as campaign_key,
            null::integer as treatment_key,
        from store.list_members as m
        inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
        inner join store.lists as l on m.list_key = l.list_key
        inner join store.campaigns as c on l.campaign_id = c.campaign_id
        semi join written as w on m.member_key = w.member_key and t.treatment_code = w.treatment_code
        anti join contacted as k on m.member_key = k.member_key and t.treatment_code = k.treatment_code
        group by m.member_key, t.treatment_code
    ),

    exact as (
        select * from contacted
        union all
        select * from listed
    ),

    -- mostly none, and then nobody's codes are looked through
    mistyped as (
        select w.member_key, w.treatment_code, code_form(w.treatment_code) as form,
        from written as w
        anti join exact as e on w.member_key = e.member_key and w.treatment_code = e.treatment_code
    ),

    alike as (
        select m.member_key, m.treatment_code as written_code, k.treatment_code, p.campaign_key, p.place,
        from store.contacts as k
        inner join mistyped as m on k.member_key = m.member_key and code_form(k.treatment_code) = m.form
        inner join placed as p on k.treatment_key = p.treatment_key
        union all
        select m.member_key, m.treatment_code as written_code, t.treatment_code, c.campaign_key, null as place,
        from store.list_members as x
        inner join mistyped as m on x.member_key = m.member_key
        inner join store.list_treatments as t
            on x.list_key = t.list_key and x.treatment = t.treatment and code_form(t.treatment_code) = m.form
        inner join store.lists as l on x.list_key = l.list_key
        inner join store.campaigns as c on l.campaign_id = c.campaign_id
    ),

    meant as (
        select
            member_key, written_code,
            if(count(distinct treatment_code) = 1, min(treatment_code), written_code) as treatment_code,
            if(count(distinct campaign_key) = 1, min(campaign_key), null) as campaign_key,
            if(count(distinct treatment_code) = 1, min(place), null) as place,
        from alike
        group by member_key, written_code
    )

    select member_key, treatment_code as written_code, treatment_code, campaign_key, treatment_key,
    from exact
    union all
    select m.member_key, m.written_code, m.treatment_code, m.campaign_key, p.treatment_key,
    from meant as m
    left join placed as p on m.place = p.place;

create or replace view store.codes as
select *
from store.codes_of('store.responses');

-- the codes of members' own that came back, whoever brought them: what list gave each, to whom, of which campaign and
-- treatment. A code that a recalled list gave too is of the later one. Who fills in a treatment code alone may have
-- written their own code there
create or replace view store.own_codes as
with came_back as (
    select distinct code_form(code) as form,
    from store.responses
    where code is not null
    union
    select distinct code_form(treatment_code) as form,
    from store.responses
    where code is null and treatment_code is not null
)

select
    code_form(g.code) as form, g.code, g.list_key, l.list_id, g.member_key, c.campaign_key, t.treatment_code,
from store.list_codes as g
semi join came_back as b on code_form(g.code) = b.form
inner join store.lists as l on g.list_key = l.list_key
inner join store.campaigns as c on l.campaign_id = c.campaign_id
left join store.list_members as m on g.list_key = m.list_key and g.member_key = m.member_key
left join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
qualify
    row_number() over (
        partition by code_form(g.code) order by l.status in ('approved', 'exported') desc, l.newest desc
    ) = 1;

-- what came back of a campaign: each response with the campaign that it answers, told by the file or by a code, and
-- the codes as they were sent; of a code of a member's own also by which list and to whom it was given. Money back is
-- no answer: it lowers the value
create or replace view store.told as
select
    r.member_key,
    coalesce(r.campaign_key, x.campaign_key, o.campaign_key) as campaign_key,
    coalesce(x.treatment_code, if(o.member_key = r.member_key, o.treatment_code, null), r.treatment_code)
        as treatment_code,
    r.responded_at, r.channel, r.gift, r.kind,
    if(is_refund(r.kind, r.value), -abs(r.value), r.value) as value,
    r.treatment_code as written_code,
    is_refund(r.kind, r.value) as is_money_back,
    coalesce(o.code, r.code) as code,
    o.list_key,
    o.member_key as given_key,
    r.own_elements,
from store.responses as r
left join store.codes as x on r.member_key = x.member_key and r.treatment_code = x.written_code
left join store.own_codes as o on code_form(coalesce(r.code, r.treatment_code)) = o.form;

-- the answers among them
create or replace view store.answered as
select member_key, campaign_key, treatment_code, responded_at, channel, gift, kind, value, own_elements,
from store.told
where not is_money_back;

create or replace view store.answered_campaigns as
select p.member_id, c.campaign_id, a.responded_at, a.value,
from store.answered as a
inner join store.campaigns as c using (campaign_key)
inner join store.persons as p using (member_key);

-- every answer told by campaign, by code or by a contact; what a contact tells counts where no response tells it too
create or replace view store.direct_answers as
with of_contact as (
    select
        k.member_key, t.campaign_key, k.responded_at, k.treatment_code, t.channel, t.gift, k.value,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    where contact_answered(k.responded, k.responded_at)
)

select member_key, campaign_key, responded_at, treatment_code, channel, gift, kind, value, 'response' as told_by,
from store.answered
where campaign_key is not null
union all
select
    k.member_key, k.campaign_key, k.responded_at, k.treatment_code, k.channel, k.gift, null as kind, k.value,
    'contact' as told_by,
from of_contact as k
anti join store.answered as a on k.member_key = a.member_key and k.campaign_key = a.campaign_key;

create or replace view direct_answers as
select
    p.member_id, c.campaign_id, a.responded_at, a.treatment_code, a.channel, a.gift, a.kind,
    a.value::double as value,
    a.told_by,
from store.direct_answers as a
inner join store.campaigns as c on a.campaign_key = c.campaign_key
inner join store.persons as p on a.member_key = p.member_key;

-- the answers that brought a code of a member's own which is known: who brought it, and to whom it was given
create or replace view store.code_answers as
select
    c.campaign_id, l.list_id, a.code, g.member_id as given_to, p.member_id, a.member_key = a.given_key as is_own,
    a.responded_at, a.kind, a.value, a.campaign_key, a.list_key, a.given_key, a.member_key,
from store.told as a
inner join store.lists as l on a.list_key = l.list_key
inner join store.campaigns as c on l.campaign_id = c.campaign_id
inner join store.persons as g on a.given_key = g.member_key
inner join store.persons as p on a.member_key = p.member_key
where not a.is_money_back;

create or replace view code_answers as
select campaign_id, list_id, code, given_to, member_id, is_own, responded_at, kind, value::double as value,
from store.code_answers;

-- one row per contact, controls included, and whether its member answered its campaign
create or replace view store.answered_contacts as
with answered as (
    select distinct member_key, campaign_key,
    from store.direct_answers
)

select
    k.member_key, t.campaign_key, t.campaign_id, t.channel, t.product, t.timing, t.gift, t.own_elements, k.contacted_at,
    k.is_control,
    coalesce(k.cost, case when k.is_control then 0 else t.unit_cost end) as cost,
    a.member_key is not null as is_answered,
from store.contacts as k
inner join store.full_treatments as t on k.treatment_key = t.treatment_key
left join answered as a on k.member_key = a.member_key and t.campaign_key = a.campaign_key;

-- reports of vendors, each with the campaign and channel of the contact it speaks of. What is only alike a code closes
-- no single channel: an opt-out that brings it back is for all, unless it tells the channel itself
create or replace view store.reports as
with told as (
    select
        r.member_key,
        coalesce(r.campaign_key, t.campaign_key) as campaign_key,
        coalesce(x.treatment_code, r.treatment_code) as treatment_code,
        r.reported_at, r.outcome, r.channel,
        t.channel as treatment_channel,
        r.treatment_code as written_code,
        r.outcome <> 'opted-out' or coalesce(x.treatment_code = r.treatment_code, true) as is_sure,
        r.campaign_key is not null as is_named,
    from store.returns as r
    left join store.codes_of('store.returns') as x
        on r.member_key = x.member_key and r.treatment_code = x.written_code
    left join store.treatments as t on x.treatment_key = t.treatment_key
)

select
    r.member_key, r.campaign_key, r.treatment_code, r.reported_at,
    case
        when r.is_sure then coalesce(r.channel, r.treatment_channel, c.channel)
        when r.is_named then coalesce(r.channel, c.channel)
        else r.channel
    end as channel,
    r.outcome, r.written_code,
from told as r
left join store.campaigns as c on r.campaign_key = c.campaign_key;

-- the reports on what arrived, each with the time of the contact it speaks of: of its member, campaign and code the
-- latest before it, else the first; without a time of its own the latest. is_only: it can mean no other contact of then
create or replace view store.contact_reports as
with contact as not materialized (
    select
        k.member_key, t.campaign_key, k.treatment_code,
        coalesce(k.contacted_at, c.starts_on::timestamp) as contacted_at,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where not k.is_control and is_measured(t.campaign_key)
),

report as (
    select member_key, campaign_key, treatment_code, reported_at, outcome,
    from store.reports
    where outcome in ('delivered', 'failed') and campaign_key is not null and is_measured(campaign_key)
),

reported as (
    select distinct member_key, campaign_key,
    from report
),

met as (
    select
        k.member_key, k.campaign_key,
        min(k.contacted_at) as first_at, max(k.contacted_at) as last_at, count(*) as contacts,
    from contact as k
    semi join reported as r on k.member_key = r.member_key and k.campaign_key = r.campaign_key
    group by k.member_key, k.campaign_key
),

-- most are contacted at one time by a campaign, and nothing is to be chosen
several as (
    select
        r.*,
        case
            when r.reported_at = date_trunc('day', r.reported_at) then r.reported_at + interval 1 day
            else coalesce(r.reported_at, timestamp '9999-12-31') + interval 1 second
        end as ends_at, -- of what it can speak of; a day alone speaks of all of it
    from report as r
    semi join met as m
        on r.member_key = m.member_key and r.campaign_key = m.campaign_key and m.first_at < m.last_at
)

select
    r.member_key, r.campaign_key, r.treatment_code, r.reported_at, r.outcome,
    m.first_at as contacted_at,
    m.contacts = 1 as is_only,
from report as r
inner join met as m on r.member_key = m.member_key and r.campaign_key = m.campaign_key
where m.first_at is not distinct from m.last_at
union all
select
    r.member_key, r.campaign_key, r.treatment_code, r.reported_at, r.outcome,
    coalesce(max(k.contacted_at) filter (where k.contacted_at < r.ends_at), min(k.contacted_at)) as contacted_at,
    count(*) = count(distinct k.contacted_at) as is_only,
from several as r
inner join contact as k
    on
        r.member_key = k.member_key
        and r.campaign_key = k.campaign_key
        and coalesce(r.treatment_code = k.treatment_code, true)
group by r.member_key, r.campaign_key, r.treatment_code, r.reported_at, r.outcome;

-- whether each reported contact arrived, by its code or by member and campaign: the latest report holds
create or replace view store.deliveries as
select
    member_key, campaign_key, treatment_code, contacted_at,
    latest_outcome(reported_at, outcome) as delivered,
    max(reported_at) as reported_at,
    bool_and(is_only) as is_only,
from store.contact_reports
group by member_key, campaign_key, treatment_code, contacted_at;
