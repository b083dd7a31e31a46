-- schema/views: the tables people query, as the product promises them. Where the settings name dimensions of their
--   own, columns of those names take the place of the comments that say so.
-- reads: store.*
-- writes: views in main and store, table macro store.refusals; the view members is made by schema/members_view, since
--   its columns follow the files
create or replace view campaigns as
select
    campaign_id, name, product, timing, gift, channel, starts_on, ends_on, response_days,
    unit_cost::double as unit_cost,
    notes,
    /* own_elements */
from store.campaigns
where is_loaded;

-- one row per loaded member, and per erased one who was: the base of months past; counts_until is NULL for members, who
-- count on
create or replace view store.base as
select
    member_key, joined_on, phone is not null as has_phone, email is not null as has_email,
    null::date as counts_until,
from store.members
union all
select member_key, joined_on, has_phone, has_email, counts_until,
from store.erased
where was_loaded;

-- who has, or had, the phones and e-mail addresses that opt-outs name; nobody has one that is hidden
create or replace view store.address_holders as
with address as (
    select distinct kind, address,
    from store.address_optouts
    where not is_hidden
)

select m.member_key, a.kind, a.address,
from store.members as m
inner join address as a
    on a.kind = 'phone' and phone_tail(m.phone) = phone_tail(a.address) and is_same_phone(m.phone, a.address)
union
select m.member_key, a.kind, a.address,
from store.members as m
inner join address as a on a.kind = 'email' and lower(m.email) = a.address
union
select f.member_key, a.kind, a.address,
from store.given_up_addresses as f
inner join address as a
    on
        f.kind = 'phone'
        and a.kind = 'phone'
        and phone_tail(f.address) = phone_tail(a.address)
        and is_same_phone(f.address, a.address)
union
select f.member_key, a.kind, a.address,
from store.given_up_addresses as f
inner join address as a on f.kind = 'email' and a.kind = 'email' and f.address = a.address;

-- every opt-out there is, whether it came in a file of its own, by an address or as a reply; without a channel it is
-- for all. A reply without a time comes after what files say of its day.
-- members who were missing from the last file of the whole base that tells of them: they are on no list
create or replace view store.departed as
select member_key, max(load_id) as load_id,
from store.departures
group by member_key
having arg_max(has_left, load_id);

create or replace view former_members as
select p.member_id, l.loaded_at::date as left_on, l.file,
from store.departed as d
inner join store.persons as p on d.member_key = p.member_key
left join loads as l on d.load_id = l.load_id;

-- where each member can be reached: NULL where there is nothing, no number that can be dialled, or what stands for
-- none; e-mail addresses as they are compared
create or replace view store.addresses as
select
    m.member_key,
    case when p.address is null and is_phone(m.phone) then m.phone end as phone,
    case when e.address is null then email_key(m.email) end as email,
from store.members as m
left join store.stand_ins as p on p.kind = 'phone' and m.phone = p.address
left join store.stand_ins as e on e.kind = 'email' and email_key(m.email) = e.address;

-- whether members files have phones and e-mail addresses at all; where they have none, whoever sends knows them
create or replace view store.has_addresses as
select
    exists (select 1 from store.members where phone is not null)
    or exists (select 1 from store.meta where key = 'has phone') as phones,
    exists (select 1 from store.members where email is not null)
    or exists (select 1 from store.meta where key = 'has email') as emails;

-- every opt-out there is, whether it came in a file of its own or as a reply; without a channel it is for all
create or replace view store.all_optouts as
select member_key, channel, opted_out_on, action, opted_out_at, load_id,
from store.optouts
union all
select h.member_key, o.channel, o.opted_out_on, o.action, o.opted_out_at, o.load_id,
from store.address_optouts as o
inner join store.address_holders as h on o.kind = h.kind and o.address = h.address
where not o.is_hidden
union all
select
    member_key,
    coalesce(channel, 'all') as channel,
    reported_at::date as opted_out_on,
    'out' as action,
    time_told(reported_at) as opted_out_at,
    2147483647 as load_id,
from store.reports
where outcome = 'opted-out';

-- who refuses which families of channels: one row per member and family.
-- An opt-out holds from its day on until a later opt-in of the same channel; "all" covers every channel, and is lifted
-- by an opt-in to all alone. On one day the later time holds where both have one, else what a later file says, and
-- within one file the opt-out. An opt-out without a day always holds, for nobody can say what came after it. One of a
-- channel that nobody knows holds for all. as_of: what is told of later days counts for nothing (NULL: every opt-out
-- there is); not_after: the last day on which an opt-in can lift one (NULL: any)
create or replace macro store.refusals(as_of, not_after) as table
    with of_days as (
        select
            member_key,
            channel_family(channel) as family,
            opted_out_on,
            -- of two words at one moment, out comes after in
            case
                when bool_and(opted_out_at is not null) then arg_max(action, (opted_out_at, action))
                else arg_max(action, (coalesce(load_id, 0), action))
            end as action,
            bool_or(opted_out_on is null and action = 'out') as is_always,
        from store.all_optouts
        where
            coalesce(opted_out_on <= as_of::date, true)
            and (action = 'out' or coalesce(opted_out_on <= not_after::date, true))
        group by all
    ),

    latest as (
        select
            member_key,
            family,
            arg_max(action, coalesce(opted_out_on, date '0001-01-01')) as action,
            bool_or(is_always) as is_always,
        from of_days
        group by all
    ),

    known as (
        select distinct family
        from store.named_channels
    )

    select distinct l.member_key, coalesce(k.family, 'all') as family,
    from latest as l
    left join known as k on l.family = k.family
    where l.action = 'out' or l.is_always;

create or replace view returns as
select p.member_id, c.campaign_id, r.written_code as treatment_code, r.reported_at, r.channel, r.outcome,
from store.reports as r
left join store.campaigns as c using (campaign_key)
inner join store.persons as p using (member_key);

-- reports are joined by the keys of persons and campaigns, so that those joins stand first: with few reports the
-- database takes the rest for few as well, and all contacts into memory
create or replace view contacts as
select
    p.member_id,
    t.campaign_id,
    k.contacted_at,
    t.channel,
    t.product,
    t.timing,
    t.gift,
    t.cell,
    k.is_control,
    k.treatment_code,
    coalesce(k.cost, case when k.is_control then 0 else t.unit_cost end)::double as cost,
    arrived(
        by_code.delivered, by_code.reported_at, by_campaign.delivered, by_campaign.reported_at, by_campaign.is_only,
        k.delivered
    ) as delivered,
    k.responded,
    k.responded_at,
    k.value::double as value,
    /* own_elements_of_t */
from store.contacts as k
left join store.full_treatments as t
    on
        k.treatment_key = t.treatment_key
        and is_named([
            'campaign_id', 'channel', 'product', 'timing', 'gift', 'cell', 'cost', 'delivered' /* own_names */
        ])
left join store.persons as p on k.member_key = p.member_key and is_named(['member_id', 'delivered'])
left join store.deliveries as by_code
    on
        p.member_key = by_code.member_key
        and t.campaign_key = by_code.campaign_key
        and is_by_code(
            by_code.treatment_code, by_code.contacted_at,
            k.treatment_code, coalesce(k.contacted_at, t.starts_on::timestamp)
        )
        and is_named(['delivered'])
left join store.deliveries as by_campaign
    on
        p.member_key = by_campaign.member_key
        and t.campaign_key = by_campaign.campaign_key
        and is_by_campaign(
            by_campaign.treatment_code, by_campaign.contacted_at, coalesce(k.contacted_at, t.starts_on::timestamp)
        )
        and is_named(['delivered']);

create or replace view responses as
select
    p.member_id, c.campaign_id, r.treatment_code, r.responded_at, r.channel, r.gift, r.kind,
    r.value::double as value,
    r.code,
    /* own_elements_of_r */
from store.responses as r
left join store.campaigns as c using (campaign_key)
left join store.persons as p on r.member_key = p.member_key and is_named(['member_id']);

create or replace view usage as
select p.member_id, u.month, u.product, u.revenue::double as revenue, u.volume::double as volume,
from store.usage as u
left join store.persons as p on u.member_key = p.member_key and is_named(['member_id']);

create or replace view optouts as
select p.member_id, o.channel, o.opted_out_on, o.action,
from store.all_optouts as o
inner join store.persons as p using (member_key);

-- what was said from a phone or an e-mail address, and how many members have it, or had it then
create or replace view address_optouts as
select
    o.kind,
    case when not o.is_hidden then o.address end as address,
    o.channel, o.opted_out_on, o.action,
    count(h.member_key) as members,
from store.address_optouts as o
left join store.address_holders as h on o.kind = h.kind and o.address = h.address and not o.is_hidden
group by all;

-- what an element did for everyone, with the 95 % interval of its ratio; pairs stand below, as "product × channel"
create or replace view elements as
with found as (
    select dimension, element, contacts, responses, answered, expected, ratio,
    from store.elements
    where contacts > 0
    union all
    select
        a.dimension || ' × ' || b.dimension as dimension,
        a.element || ' × ' || b.element as element,
        p.contacts, p.responses, p.answered, p.expected, p.ratio,
    from store.element_pairs as p
    inner join store.elements as a on p.first_key = a.element_key
    inner join store.elements as b on p.second_key = b.element_key
)

select
    f.dimension, f.element, f.contacts, f.responses, f.ratio,
    score_of(f.ratio) as score,
    rounded(f.ratio * gamma_spread(s.kappa + f.answered, -1.96), 6) as ratio_low,
    rounded(f.ratio * gamma_spread(s.kappa + f.answered, 1.96), 6) as ratio_high,
from found as f
cross join store.scorings as s;

create or replace view attitudes as
select
    p.member_id, e.dimension, e.element, a.score, a.score_low, a.score_high, a.trend, a.evidence, a.contacts,
    a.responses, a.choices, a.last_contacted_on, a.last_responded_on, s.as_of,
from store.attitudes as a
left join store.elements as e on a.element_key = e.element_key and is_named(['dimension', 'element'])
left join store.persons as p on a.member_key = p.member_key and is_shown(p.member_key) and is_named(['member_id'])
cross join store.scorings as s;

-- the channels on which each member can be reached: not closed by an opt-out, and with the address it needs (a phone or
-- an e-mail, where the members files have such a column at all)
create or replace view store.reachable as
with channel as (
    select element_key, element, worth, channel_family(element) as family, channel_needs(element) as needs,
    from store.elements
    where dimension = 'channel' and contacts > 0
)

select m.member_key, c.element_key, c.element as channel, c.worth,
from store.addresses as m
cross join channel as c
cross join store.has_addresses as has
where
    is_shown(m.member_key)
    and not coalesce(c.needs = 'phone' and has.phones and m.phone is null, false)
    and not coalesce(c.needs = 'email' and has.emails and m.email is null, false)
    and not exists (
        select 1
        from store.closed_channels as o
        where o.member_key = m.member_key and list_contains(closed_by(c.family), o.family)
    );

-- the channel at which each member is most likely to answer: the largest leaning times what the element is worth; the
-- dimension is named so that leanings to other elements are not made first
create or replace view store.best_channels as
select x.member_key, arg_max(x.channel, ((a.leaning * x.worth)::decimal(18, 9), x.channel)) as channel,
from store.reachable as x
inner join store.leanings as a on x.member_key = a.member_key and x.element_key = a.element_key
where a.dimension = 'channel'
group by x.member_key;

-- hours of the week in which messages may go out, with their share of answers by segment
create or replace view store.open_hours as
select h.segment, h.hour_of_week, h.share,
from store.hour_shares as h
cross join store.scorings as s
where h.hour_of_week % 24 >= s.first_hour and h.hour_of_week % 24 < s.last_hour;

-- the hour of the week at which each member who answered at a known hour is most likely to answer again: their own
-- answers, shrunk to their segment's by ten
create or replace view store.best_hours as
select
    a.member_key,
    arg_max(a.hour_of_week, (answers_at(a.answers, h.share), -a.hour_of_week::integer)) as hour_of_week,
    max(answers_at(a.answers, h.share)) as answers,
from store.answer_hours as a
inner join store.segments as l on a.member_key = l.member_key
inner join store.open_hours as h on l.segment = h.segment and a.hour_of_week = h.hour_of_week
where is_shown(a.member_key)
group by a.member_key;

-- the best hour of each member, on their own clock: 0 to 23, and the day of the week, Monday is 1
create or replace view store.hours_of_members as
with segment_best as (
    select
        segment,
        arg_max(hour_of_week, (answers_at(0, share), -hour_of_week::integer)) as hour_of_week,
        max(answers_at(0, share)) as answers,
    from store.open_hours
    group by segment
),

chosen as (
    select
        r.member_key,
        case when h.answers > g.answers then h.hour_of_week else g.hour_of_week end as hour_of_week,
    from store.segments as r
    left join segment_best as g on r.segment = g.segment
    left join store.best_hours as h on r.member_key = h.member_key
)

select
    member_key,
    (hour_of_week % 24)::integer as best_hour,
    (hour_of_week // 24 + 1)::integer as best_weekday,
from chosen;

create or replace view responsiveness as
select
    p.member_id,
    score_of(r.shown_ratio) as score,
    score_low_of(r.shown_ratio, s.shown_alpha + r.answered) as score_low,
    score_high_of(r.shown_ratio, s.shown_alpha + r.answered) as score_high,
    r.evidence, r.level,
    c.channel as best_channel,
    h.best_hour,
    h.best_weekday,
from store.responsiveness as r
cross join store.scorings as s
left join store.persons as p on r.member_key = p.member_key and is_shown(p.member_key) and is_named(['member_id'])
left join store.best_channels as c on r.member_key = c.member_key and is_named(['best_channel'])
left join store.hours_of_members as h on r.member_key = h.member_key and is_named(['best_hour', 'best_weekday']);

-- members whom store.responsiveness does not have: not known on the scoring day, or joined after it, and not contacted
create or replace view store.unscored as
with known as (
    select p.member_key
    from store.profiles as p
    cross join store.scorings as s
    where coalesce(p.joined_on <= s.as_of, true)
)

select m.member_key
from store.members as m
anti join known as k on m.member_key = k.member_key
anti join store.member_sums as x on m.member_key = x.member_key;

create or replace view attitude_history as
select
    h.member_id, h.dimension, h.element, h.known_on as as_of, h.score,
    c.campaign_id, h.contacts, h.responses, rounded(h.foreseen, 6) as expected,
from store.history as h
inner join store.campaigns as c on h.campaign_key = c.campaign_key;

-- the contacts of lists that are waves of a series: by the code of the wave, else by the day
create or replace view store.wave_contacts as
select
    l.list_key, l.campaign_id, l.wave, m.member_key, m.treatment, k.contacted_at, k.treatment_code, k.delivered, k.cost,
from store.lists as l
inner join store.list_members as m on l.list_key = m.list_key
inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
inner join store.campaigns as c on l.campaign_id = c.campaign_id
inner join store.treatments as x on c.campaign_key = x.campaign_key
inner join store.contacts as k on x.treatment_key = k.treatment_key and m.member_key = k.member_key
where
    l.wave is not null
    and l.status in ('approved', 'exported')
    and not m.is_control
    and not k.is_control
    and is_of_wave(l.wave, l.starts_on, t.treatment_code, k.treatment_code, k.contacted_at);

-- where a list stands: draft, approved, exported, sent (contacts of its campaign have come back), recalled; expired is
-- told by the clock, so it is for eyes and checks, not for the sums of another list
create or replace view lists as
select
    l.list_id, l.campaign_id, l.as_of,
    case
        when l.status = 'exported' and exists (
            select 1
            from store.contacts as k
            inner join store.treatments as t on k.treatment_key = t.treatment_key
            inner join store.campaigns as c on t.campaign_key = c.campaign_key
            where c.campaign_id = l.campaign_id and l.wave is null and not k.is_control
        ) then 'sent'
        when l.status = 'exported' and l.list_key in (select w.list_key from store.wave_contacts as w) then 'sent'
        when l.status in ('draft', 'approved') and l.expires_on < coalesce(getvariable('today'), current_date)
            then 'expired'
        else l.status
    end as status,
    l.starts_on, l.ends_on, l.expires_on, l.holdout_share, l.count_treated, l.count_control,
    l.cost::double as cost,
    l.expected_responses::double as expected_responses,
    l.expected_value::double as expected_value,
    l.seed, l.plan, l.plan_text, l.data, l.constants,
    l.chosen_by, l.expected_low, l.expected_high, l.wave,
from store.lists as l;

create or replace view list_members as
select
    l.list_id, p.member_id, t.cell, t.channel, t.gift, m.send_at, t.treatment_code,
    m.rank,
    m.propensity::double as propensity,
    m.expected_value::double as expected_value,
    m.is_control,
    m.selection_probability::double as selection_probability,
    t.product, t.timing,
    m.unasked::double as unasked,
    m.added::double as added,
    m.joint_chance::double as joint_chance,
    g.code,
    /* own_elements_of_t */
from store.list_members as m
inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
inner join store.lists as l on m.list_key = l.list_key
inner join store.persons as p on m.member_key = p.member_key
left join store.list_codes as g on m.list_key = g.list_key and m.member_key = g.member_key;

-- what each list sends: one row per list, offer and cell
create or replace view list_treatments as
with counted as (
    select
        list_key, treatment,
        count(*) filter (where not is_control) as contacts,
        count(*) filter (where is_control) as controls,
    from store.list_members
    group by list_key, treatment
)

select
    l.list_id, t.treatment_code, t.cell, t.channel, t.product, t.timing, t.gift,
    t.unit_cost::double as unit_cost,
    t.value_per_response::double as value_per_response,
    coalesce(n.contacts, 0) as contacts,
    coalesce(n.controls, 0) as controls,
    t.response_cost::double as response_cost,
    /* own_elements_of_t */
from store.list_treatments as t
inner join store.lists as l on t.list_key = l.list_key
left join counted as n on t.list_key = n.list_key and t.treatment = n.treatment;

-- contacts that are to come: of lists approved or handed over, until a contact of the member and campaign is loaded; of
-- a series, one of the wave
create or replace view store.planned as
with handed as not materialized (
    select
        m.list_key, m.member_key, l.campaign_id, l.wave, t.channel, t.product, t.timing, t.gift, t.cell,
        t.treatment_code, t.unit_cost, t.own_elements,
        coalesce(m.send_at, l.starts_on::timestamp, l.as_of::timestamp) as contacted_at,
    from store.list_members as m
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    inner join store.lists as l on m.list_key = l.list_key
    where
        not m.is_control
        and l.status in ('approved', 'exported')
        and not exists (
            select 1
            from store.left_out as o
            where o.list_key = m.list_key and o.member_key = m.member_key
        )
)

select h.*,
from handed as h
where
    h.wave is null
    and not exists (
        select 1
        from store.contacts as k
        inner join store.treatments as x on k.treatment_key = x.treatment_key
        inner join store.campaigns as c on x.campaign_key = c.campaign_key
        where k.member_key = h.member_key and c.campaign_id = h.campaign_id and is_asked(k.member_key)
    )
union all
select h.*,
from handed as h
where
    h.wave is not null
    and not exists (
        select 1
        from store.wave_contacts as k
        where k.list_key = h.list_key and k.member_key = h.member_key and is_asked(k.member_key)
    );

create or replace view planned_contacts as
select
    l.list_id, p.member_id, n.campaign_id, n.contacted_at, n.channel, n.product, n.timing, n.gift, n.cell,
    n.treatment_code,
    /* own_elements_of_n */
from store.planned as n
inner join store.lists as l on n.list_key = l.list_key
inner join store.persons as p on n.member_key = p.member_key;

-- who was kept from all campaigns of a period
create or replace view universal_control as
select c.period, p.member_id, c.share,
from store.members as m
inner join store.persons as p on m.member_key = p.member_key
left join store.shared_addresses as s on m.member_key = s.member_key
inner join store.control_periods as c
    on is_universal_control(c.seed, c.period, coalesce(s.draw_id, p.member_id), c.share);

create or replace view list_funnel as
select l.list_id, f.step, f.rule, f.excluded, f.excluded_alone, f.remaining,
from store.list_funnel as f
inner join store.lists as l using (list_key);

-- what a list that prices chose took of each limit, and what one more of it would have brought
create or replace view list_limits as
select
    l.list_id, x.name as "limit", x.kind,
    x.used::double as used,
    x.available::double as available,
    x.price::double as price,
    x.means,
from store.list_limits as x
inner join store.lists as l using (list_key);

create or replace view list_exclusions as
select l.list_id, p.member_id, f.rule,
from store.list_exclusions as x
inner join store.lists as l using (list_key)
inner join store.list_funnel as f using (list_key, step)
left join store.persons as p on x.member_key = p.member_key and is_named(['member_id']);

-- how answers go with the contacts that members had in the 30 days before, of everybody; see learn/pressure
create or replace view fatigue_curve as
select pressure as contacts_before, contacts, responses, ratio, ratio_low, ratio_high, is_fall,
from store.pressures;

-- the same of each member: pressed contacts are those after as many contacts as answers fall from, of everybody. What
-- is expected of them is the member's own: their look-alikes' ratio times their record of all other contacts, shrunk as
-- their score is. Their record under pressure stands beside the fall of everybody, and weighs half at two expected
-- answers. Contacts count fully, whatever their age.
create or replace view store.fatigues as
with fall as (
    select min(pressure) filter (where is_fall) as falls_from,
    from store.pressures
),

contact as (
    select
        t.member_key, c.contacted_on, c.is_closed, c.rate,
        t.responded_at is not null as is_answered,
        pressure_class(
            count(*) over (
                partition by t.member_key order by c.contacted_on
                range between interval 30 days preceding and interval 1 day preceding
            )
        ) as pressure,
    from store.trials as t
    inner join store.cells as c on t.cell_key = c.cell_key
    where is_shown(t.member_key)
),

foreseen as (
    select c.*, c.rate * coalesce(w.ratio, 1) as fallen,
    from contact as c
    left join store.pressures as w on c.pressure = w.pressure
),

own as (
    select
        c.member_key,
        count(*) filter (where c.contacted_on > s.as_of - 30)::integer as contacts_lately,
        count(*) filter (where c.is_closed and c.pressure >= f.falls_from)::integer as contacts_pressed,
        count(*) filter (where c.is_closed and c.is_answered and c.pressure >= f.falls_from)::integer
            as answered_pressed,
        count(*) filter (where c.is_closed and c.is_answered and c.pressure < f.falls_from)::integer
            as answered_before,
        coalesce(sum(c.rate::decimal(18, 12)) filter (where c.is_closed and c.pressure < f.falls_from), 0)::double
            as rate_before,
        coalesce(sum(c.rate::decimal(18, 12)) filter (where c.is_closed and c.pressure >= f.falls_from), 0)::double
            as rate_pressed,
        coalesce(sum(c.fallen::decimal(18, 12)) filter (where c.is_closed and c.pressure >= f.falls_from), 0)::double
            as rate_fallen,
    from foreseen as c
    cross join fall as f
    cross join store.scorings as s
    group by c.member_key
),

-- the level from the other contacts, and what those pressed would have brought at it: without a fall, and with that of
-- everybody
levelled as (
    select
        r.member_key, f.falls_from, s.shown_alpha as alpha,
        coalesce(o.contacts_lately, 0) as contacts_lately,
        coalesce(o.contacts_pressed, 0) as contacts_pressed,
        coalesce(o.answered_pressed, 0) as answered_pressed,
        coalesce(o.answered_before, 0) as answered_before,
        ratio_of(r.lookalike, s.shown_alpha, coalesce(o.answered_before, 0), coalesce(o.rate_before, 0)) as liveliness,
        liveliness * coalesce(o.rate_pressed, 0) as expected_pressed,
        liveliness * coalesce(o.rate_fallen, 0) as fallen_pressed,
        (2 + coalesce(o.answered_pressed, 0)) / (2 + liveliness * coalesce(o.rate_fallen, 0)) as own_ratio,
    from store.responsiveness as r
    cross join fall as f
    cross join store.scorings as s
    left join own as o on r.member_key = o.member_key
    where is_shown(r.member_key)
),

-- of those pressed the fall of everybody is that of their mix; of who never was, that of the first class that falls
fallen as (
    select
        l.*,
        case when l.expected_pressed > 0 then l.fallen_pressed / l.expected_pressed else p.ratio end
        * l.own_ratio as ratio,
        joint_shape(l.alpha, l.answered_before, 2, l.answered_pressed) as shape,
    from levelled as l
    left join store.pressures as p on l.falls_from = p.pressure
),

fitting as (
    select f.member_key, min(p.pressure) as fits_up_to,
    from fallen as f
    inner join store.pressures as p on p.is_fall and rounded(p.ratio * f.own_ratio, 6) < 0.8
    group by f.member_key
),

told as (
    select
        f.member_key, f.falls_from, f.contacts_lately, x.fits_up_to, f.contacts_pressed,
        f.answered_pressed as responses_pressed,
        rounded(f.expected_pressed, 6) as expected_pressed,
        rounded(f.ratio, 6) as ratio,
        rounded(f.ratio * gamma_spread(f.shape, -1.645), 6) as ratio_low,
        rounded(f.ratio * gamma_spread(f.shape, 1.645), 6) as ratio_high,
    from fallen as f
    left join fitting as x on f.member_key = x.member_key
)

select
    member_key,
    case
        when fits_up_to is null then 'fits'
        when contacts_lately > fits_up_to and ratio_high < 1 then 'worn out'
        when contacts_lately > fits_up_to then 'over'
        when 2 * contacts_lately < fits_up_to and ratio_high >= 1 then 'under'
        else 'fits'
    end as fatigue,
    contacts_lately, fits_up_to,
    case when falls_from is not null then contacts_pressed end as contacts_pressed,
    case when falls_from is not null then responses_pressed end as responses_pressed,
    case when falls_from is not null then expected_pressed end as expected_pressed,
    ratio, ratio_low, ratio_high,
from told;

create or replace view fatigue as
select
    p.member_id, f.fatigue, f.contacts_lately, f.fits_up_to, f.contacts_pressed, f.responses_pressed,
    f.expected_pressed, f.ratio, f.ratio_low, f.ratio_high,
from store.fatigues as f
inner join store.persons as p on f.member_key = p.member_key and is_shown(p.member_key);

-- what is kept of each member's value at the end of the month that `attitude value --keep` looked at last
create or replace view store.member_worths as
with cut as (
    select
        list(from_value order by score) filter (where measure = 'recency') as recency_cuts,
        list(score order by score) filter (where measure = 'recency') as recency_scores,
        list(from_value order by score) filter (where measure = 'frequency') as frequency_cuts,
        list(score order by score) filter (where measure = 'frequency') as frequency_scores,
        list(from_value order by score) filter (where measure = 'monetary') as monetary_cuts,
        list(score order by score) filter (where measure = 'monetary') as monetary_scores,
        max(from_value) filter (where measure = 'worth') as worth,
        max(from_value) filter (where measure = 'need') as need,
    from store.rfm_cuts
),

kept as (
    select
        v.member_key, v.last_paid, v.lifecycle, v.p_gone, v.revenue, v.margin, v.contact_cost, v.need_spread,
        last_day(k.month) as as_of,
        len(k.states) as months,
        s.tier, s.loyalty, s.lifetime_value, s.tier_place,
        b.tier as tier_before,
        b.tier_place as place_before,
        (select max(tier_place) from store.value_steps) as gone_place,
        date_diff('month', v.last_paid, k.month) as months_since_revenue,
        case when v.last_paid is not null then date_diff('month', date '1900-01-01', v.last_paid) end as paid_month,
        case when v.last_paid is not null then bit_count(v.paid & 4095) end as paid_months,
        case when v.last_paid is not null then v.revenue end as paid_revenue,
    from store.member_values as v
    cross join store.value_months as k
    inner join store.value_steps as s on v.steps[-1] = s.step
    left join store.value_steps as b on v.steps[-2] = b.step
    where is_asked(v.member_key)
)

select
    k.member_key, k.as_of,
    k.tier as value_tier,
    k.loyalty as loyalty_band,
    k.tier_before,
    case
        when k.months < 2 then null
        when k.tier_before is null then 'new'
        when k.tier_place = k.place_before then 'stayed'
        when k.tier_place = k.gone_place then 'gone'
        when k.place_before = k.gone_place then 'back'
        when k.tier_place < k.place_before then 'up'
        else 'down'
    end as moved,
    k.months_since_revenue,
    k.lifecycle,
    k.lifetime_value::double as lifetime_value,
    k.p_gone::double as p_gone,
    k.margin::double as margin,
    k.contact_cost::double as contact_cost,
    c.recency_scores[len(list_filter(c.recency_cuts, lambda cut_at: cut_at <= k.paid_month))] as recency,
    c.frequency_scores[len(list_filter(c.frequency_cuts, lambda cut_at: cut_at <= k.paid_months))] as frequency,
    c.monetary_scores[len(list_filter(c.monetary_cuts, lambda cut_at: cut_at <= k.paid_revenue))] as monetary,
    recency::varchar || frequency::varchar || monetary::varchar as rfm,
    k.need_spread::double as need_spread,
    case
        when k.need_spread is null then null
        when k.revenue >= c.worth and k.need_spread > c.need then 'one-to-one'
        when k.revenue >= c.worth then 'loyalty'
        when k.need_spread > c.need then 'niche'
        else 'mass'
    end as treatment,
from kept as k
cross join cut as c;

create or replace view member_value as
select p.member_id, w.* exclude (member_key)
from store.member_worths as w
inner join store.persons as p on w.member_key = p.member_key and is_asked(p.member_key);

-- the steps of months past, as they were kept then
create or replace view member_value_history as
with place as (
    select unnest(generate_series(1, len(states)))::integer as place, unnest(states) as month,
    from store.value_months
)

select p.member_id, x.month, s.tier as value_tier, s.loyalty as loyalty_band,
from store.member_values as v
cross join place as x
inner join store.value_steps as s on v.steps[x.place] = s.step
inner join store.persons as p on v.member_key = p.member_key
where is_asked(v.member_key);
