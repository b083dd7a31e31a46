-- schema/views: the tables people query, as the product promises them.
-- reads: store.*
-- writes: views in main; the view members is made by schema/members_view, since its columns follow the files
create or replace view campaigns as
select
    campaign_id, name, product, timing, gift, channel, starts_on, ends_on, response_days,
    unit_cost::double as unit_cost,
from store.campaigns
where is_loaded;

-- which campaign a treatment code means for a member: that of the contact that carried it, else that of the list
create or replace view store.codes as
select k.member_key, k.treatment_code, min(t.campaign_key) as campaign_key,
from store.contacts as k
inner join store.treatments as t using (treatment_key)
where k.treatment_code is not null
group by all
union all
select m.member_key, l.treatment_code, min(c.campaign_key) as campaign_key,
from store.list_members as m
inner join store.lists as l using (list_key)
inner join store.campaigns as c using (campaign_id)
where
    not exists (
        select 1
        from store.contacts as k
        where k.member_key = m.member_key and k.treatment_code = l.treatment_code
    )
group by all;

-- responses with the campaign that they answer, told by the file or by the code
create or replace view store.answered as
select r.* replace (coalesce(r.campaign_key, x.campaign_key) as campaign_key),
from store.responses as r
left join store.codes as x
    on r.campaign_key is null and r.member_key = x.member_key and r.treatment_code = x.treatment_code;

create or replace view store.answered_campaigns as
select p.member_id, c.campaign_id, a.responded_at, a.value,
from store.answered as a
inner join store.campaigns as c using (campaign_key)
inner join store.persons as p using (member_key);

-- reports of vendors, each with the campaign and channel of the contact it speaks of
create or replace view store.reports as
select
    r.member_key,
    coalesce(r.campaign_key, t.campaign_key) as campaign_key,
    r.treatment_code,
    r.reported_at,
    coalesce(r.channel, t.channel, c.channel) as channel,
    r.outcome,
from store.returns as r
left join (
    select k.member_key, k.treatment_code, min(k.treatment_key) as treatment_key,
    from store.contacts as k
    semi join store.returns as x on k.member_key = x.member_key and k.treatment_code = x.treatment_code
    group by all
) as k on r.member_key = k.member_key and r.treatment_code = k.treatment_code
left join store.treatments as t using (treatment_key)
left join store.campaigns as c on coalesce(r.campaign_key, t.campaign_key) = c.campaign_key;

-- whether each reported contact arrived: a failure, told by code or by member and campaign, wins over a delivery
create or replace view store.deliveries as
select member_key, campaign_key, treatment_code, bool_and(outcome = 'delivered') as delivered,
from store.reports
where outcome in ('delivered', 'failed')
group by all;

-- every opt-out there is, whether it came in a file of its own or as a reply; without a channel it is for all
create or replace view store.all_optouts as
select member_key, channel, opted_out_on, action,
from store.optouts
union all
select member_key, coalesce(channel, 'all') as channel, reported_at::date as opted_out_on, 'out' as action,
from store.reports
where outcome = 'opted-out';

create or replace view returns as
select p.member_id, c.campaign_id, r.treatment_code, r.reported_at, r.channel, r.outcome,
from store.reports as r
left join store.campaigns as c using (campaign_key)
inner join store.persons as p using (member_key);

create or replace view contacts as
select
    p.member_id,
    c.campaign_id,
    k.contacted_at,
    coalesce(t.channel, c.channel) as channel,
    coalesce(t.product, c.product) as product,
    coalesce(t.timing, c.timing) as timing,
    coalesce(t.gift, c.gift) as gift,
    t.cell,
    k.is_control,
    k.treatment_code,
    coalesce(k.cost, case when k.is_control then 0 else c.unit_cost end)::double as cost,
    coalesce(by_code.delivered, by_campaign.delivered, k.delivered) as delivered,
    k.responded,
    k.responded_at,
    k.value::double as value,
from store.contacts as k
inner join store.treatments as t using (treatment_key)
inner join store.campaigns as c using (campaign_key)
inner join store.persons as p using (member_key)
left join store.deliveries as by_code
    on
        k.member_key = by_code.member_key
        and t.campaign_key = by_code.campaign_key
        and k.treatment_code = by_code.treatment_code
left join store.deliveries as by_campaign
    on
        k.member_key = by_campaign.member_key
        and t.campaign_key = by_campaign.campaign_key
        and by_campaign.treatment_code is null;

create or replace view responses as
select
    p.member_id, c.campaign_id, r.treatment_code, r.responded_at, r.channel, r.gift, r.kind,
    r.value::double as value,
from store.responses as r
left join store.campaigns as c using (campaign_key)
inner join store.persons as p using (member_key);

create or replace view usage as
select p.member_id, u.month, u.product, u.revenue::double as revenue, u.volume::double as volume,
from store.usage as u
inner join store.persons as p using (member_key);

create or replace view optouts as
select p.member_id, o.channel, o.opted_out_on, o.action,
from store.all_optouts as o
inner join store.persons as p using (member_key);

-- the elements that hold for each treatment: its own, else its campaign's
create or replace view store.treatment_elements as
with treatment as (
    select
        t.treatment_key,
        coalesce(t.channel, c.channel) as channel,
        coalesce(t.product, c.product) as product,
        coalesce(t.timing, c.timing) as timing,
        coalesce(t.gift, c.gift) as gift,
    from store.treatments as t
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
)

select treatment_key, 'channel' as dimension, channel as element from treatment
where channel is not null
union all
select treatment_key, 'product', product from treatment
where product is not null
union all
select treatment_key, 'timing', timing from treatment
where timing is not null
union all
select treatment_key, 'gift', gift from treatment
where gift is not null;

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
    round(100 * f.ratio / (1 + f.ratio), 4) as score,
    round(f.ratio * gamma_spread(s.kappa + f.answered, -1.96), 6) as ratio_low,
    round(f.ratio * gamma_spread(s.kappa + f.answered, 1.96), 6) as ratio_high,
from found as f
cross join store.scorings as s;

-- one row per person known on the scoring day: observed over expected, shrunk to what look-alikes do.
--   own = (alpha + R) / (alpha + A E), ratio = A own, with A the look-alike ratio; sums are faded to the scoring day.
-- source: Gamma-Poisson shrinkage of observed over expected: DuMouchel, The American Statistician 53 (1999)
create or replace view store.responsiveness as
with joined as (
    select
        a.member_key, coalesce(a.ratio, 1) as lookalike, a.ratio is not null as has_lookalike,
        coalesce(m.answered, 0) as answered, coalesce(m.expected, 0) as expected, m.last_contact,
        coalesce(m.contacts, 0) as contacts, coalesce(m.responses, 0) as responses, a.joined_on,
    from store.lookalikes as a
    left join store.member_sums as m on a.member_key = m.member_key
    union all
    select
        m.member_key, 1 as lookalike, false as has_lookalike,
        m.answered, m.expected, m.last_contact, m.contacts, m.responses, null as joined_on,
    from store.member_sums as m
    anti join store.profiles as p on m.member_key = p.member_key
)

select
    j.member_key,
    j.lookalike,
    j.answered * s.fade as answered,
    j.expected * s.fade as expected,
    j.contacts,
    j.responses,
    round(j.lookalike * (s.alpha + j.answered * s.fade) / (s.alpha + j.lookalike * j.expected * s.fade), 6) as ratio,
    round(j.expected * s.fade, 6) as evidence,
    case when j.contacts > 0 then 'member' when j.has_lookalike then 'look-alike' else 'population' end as level,
from joined as j
cross join store.scorings as s
where j.contacts > 0 or coalesce(j.joined_on <= s.as_of, true);

-- one row per person and element with evidence: how much they lean to it, and the score that people read.
--   leaning = (beta + R) / (beta + rho E); score = 100 r / (1 + r) with r = rho * leaning: 50 as expected of an average
--   member, 80 four times as often, 20 a quarter. trend is what the latest contact with the element moved it by, with
--   what that contact taught of the member and of the element taken out of both; NULL at the first contact.
create or replace view store.attitudes as
with sums as (
    select
        x.member_key, x.element_key, x.contacts, x.responses, x.last_contact, x.last_responded_on,
        x.answered * s.fade as answered,
        x.expected * s.fade as expected,
        b.value as beta,
        s.alpha,
        r.ratio as rho,
        r.lookalike,
        r.answered as member_answered,
        r.expected as member_expected,
        power(2, (packed_day(x.last_contact) - s.as_of) / s.half_life_days) as last_weight,
    from store.element_sums as x
    inner join store.responsiveness as r on x.member_key = r.member_key
    inner join store.elements as e on x.element_key = e.element_key
    inner join store.constants as b on b.constant = 'beta' and e.dimension = b.subject
    cross join store.scorings as s
),

leaning as (
    select
        *,
        round((beta + answered) / (beta + rho * expected), 6) as leaning,
        last_weight * packed_is_answered(last_contact)::integer as last_answered,
        last_weight * packed_rate(last_contact) as last_expected,
        lookalike * (alpha + greatest(member_answered - last_answered, 0))
        / (alpha + lookalike * greatest(member_expected - last_expected, 0)) as rho_before,
        (beta + greatest(answered - last_answered, 0))
        / (beta + rho_before * greatest(expected - last_expected, 0)) as leaning_before,
    from sums
)

select
    member_key, element_key, leaning, contacts, responses, last_responded_on, rho, beta, answered, expected,
    round(100 * rho * leaning / (1 + rho * leaning), 4) as score,
    case
        when contacts > 1
            then
                round(
                    100 * rho * leaning / (1 + rho * leaning)
                    - 100 * rho_before * leaning_before / (1 + rho_before * leaning_before),
                    4
                )
    end as trend,
    round(expected, 6) as evidence,
    packed_day(last_contact) as last_contacted_on,
from leaning;

create or replace view attitudes as
select
    p.member_id, e.dimension, e.element, a.score, a.trend, a.evidence, a.contacts, a.responses,
    a.last_contacted_on, a.last_responded_on, s.as_of,
from store.attitudes as a
inner join store.elements as e on a.element_key = e.element_key
inner join store.persons as p on a.member_key = p.member_key
cross join store.scorings as s;

-- the channels on which each member can be reached: not closed by an opt-out, and with the address it needs (a phone or
-- an e-mail, where the members files have such a column at all)
create or replace view store.reachable as
with has as (
    select count(phone) > 0 as phones, count(email) > 0 as emails,
    from store.members
),

channel as (
    select element_key, element, ratio, channel_family(element) as family, channel_needs(element) as needs,
    from store.elements
    where dimension = 'channel' and contacts > 0
)

select m.member_key, c.element_key, c.element as channel, c.ratio,
from store.members as m
cross join channel as c
cross join has
where
    not coalesce(c.needs = 'phone' and has.phones and m.phone is null, false)
    and not coalesce(c.needs = 'email' and has.emails and m.email is null, false)
    and not exists (
        select 1
        from store.closed_channels as o
        where o.member_key = m.member_key and o.family in (c.family, 'all')
    );

-- the channel at which each member is most likely to answer: the largest leaning times the element's ratio
create or replace view store.best_channels as
select x.member_key, arg_max(x.channel, (coalesce(a.leaning, 1) * x.ratio, x.channel)) as channel,
from store.reachable as x
left join store.attitudes as a on x.member_key = a.member_key and x.element_key = a.element_key
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
    arg_max(a.hour_of_week, (a.answers + 10 * h.share, -a.hour_of_week::integer)) as hour_of_week,
    max(a.answers + 10 * h.share) as answers,
from store.answer_hours as a
inner join store.lookalikes as l on a.member_key = l.member_key
inner join store.open_hours as h on l.segment = h.segment and a.hour_of_week = h.hour_of_week
group by a.member_key;

-- the best hour of each member, on their own clock: 0 to 23, and the day of the week, Monday is 1
create or replace view store.hours_of_members as
with segment_best as (
    select segment, arg_max(hour_of_week, (share, -hour_of_week::integer)) as hour_of_week, 10 * max(share) as answers,
    from store.open_hours
    group by segment
),

chosen as (
    select
        r.member_key,
        case when h.answers > g.answers then h.hour_of_week else g.hour_of_week end as hour_of_week,
    from store.lookalikes as r
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
    round(100 * r.ratio / (1 + r.ratio), 4) as score,
    r.evidence, r.level,
    c.channel as best_channel,
    h.best_hour,
    h.best_weekday,
from store.responsiveness as r
inner join store.persons as p on r.member_key = p.member_key
left join store.best_channels as c on r.member_key = c.member_key
left join store.hours_of_members as h on r.member_key = h.member_key;

-- what each campaign that a member was contacted by taught: one row per person, campaign and element, in the words of
-- today: with today's constants and what look-alikes are known to do today, the score after all that was known by the
--   day
-- the campaign's windows closed (the scoring day while they are open)
create or replace view store.history as
with trial as (
    select
        p.member_id, t.member_key, c.campaign_key, c.treatment_key, c.expected, c.rate,
        t.responded_at is not null as is_answered,
        case when t.responded_at is not null then c.weight else 0 end as answered,
        least(c.closes_on, s.as_of) as known_on,
    from store.trials as t
    inner join store.cells as c on t.cell_key = c.cell_key
    inner join store.persons as p on t.member_key = p.member_key
    cross join store.scorings as s
),

campaign as (
    select
        member_id, member_key, campaign_key,
        max(known_on) as known_on, sum(answered) as answered, sum(expected) as expected,
    from trial
    group by member_id, member_key, campaign_key
),

member_then as (
    select
        member_id, member_key, campaign_key, known_on,
        sum(answered) over upto as answered,
        sum(expected) over upto as expected,
    from campaign
    window upto as (partition by member_id, member_key order by known_on)
),

element as (
    select
        t.member_id, t.member_key, t.campaign_key, e.element_key, e.dimension, e.element,
        count(*) as contacts,
        count(*) filter (where t.is_answered) as responses,
        sum(t.rate) as foreseen,
        sum(t.answered) as answered,
        sum(t.expected) as expected,
    from trial as t
    inner join store.treatment_elements as x on t.treatment_key = x.treatment_key
    inner join store.elements as e on x.dimension = e.dimension and x.element = e.element
    group by all
),

element_then as (
    select
        e.* exclude (answered, expected),
        m.known_on,
        m.answered as member_answered,
        m.expected as member_expected,
        sum(e.answered) over upto as answered,
        sum(e.expected) over upto as expected,
    from element as e
    inner join member_then as m
        on e.member_id = m.member_id and e.member_key = m.member_key and e.campaign_key = m.campaign_key
    window upto as (partition by e.member_id, e.member_key, e.element_key order by m.known_on)
),

faded as (
    select
        e.*,
        b.value as beta,
        power(2, (s.reference_day - e.known_on) / s.half_life_days) as fade,
        coalesce(l.ratio, 1) as lookalike,
        lookalike * (s.alpha + fade * e.member_answered) / (s.alpha + lookalike * fade * e.member_expected) as rho,
        (beta + fade * e.answered) / (beta + rho * fade * e.expected) as leaning,
    from element_then as e
    cross join store.scorings as s
    inner join store.constants as b on b.constant = 'beta' and e.dimension = b.subject
    left join store.lookalikes as l on e.member_key = l.member_key
)

select
    member_id, member_key, campaign_key, element_key, dimension, element, known_on,
    round(100 * rho * leaning / (1 + rho * leaning), 4) as score,
    contacts, responses, foreseen,
from faded;

create or replace view attitude_history as
select
    h.member_id, h.dimension, h.element, h.known_on as as_of, h.score,
    c.campaign_id, h.contacts, h.responses, round(h.foreseen, 6) as expected,
from store.history as h
inner join store.campaigns as c on h.campaign_key = c.campaign_key;

create or replace view lists as
select * exclude (list_key, newest) from store.lists;

create or replace view list_members as
select
    l.list_id, p.member_id,
    null::varchar as cell,
    l.channel, l.gift,
    null::timestamp as send_at,
    l.treatment_code,
    m.rank, m.propensity, m.expected_value, m.is_control, m.selection_probability,
from store.list_members as m
inner join store.lists as l using (list_key)
inner join store.persons as p using (member_key);

create or replace view list_funnel as
select l.list_id, f.step, f.rule, f.excluded, f.excluded_alone, f.remaining,
from store.list_funnel as f
inner join store.lists as l using (list_key);

create or replace view list_exclusions as
select l.list_id, p.member_id, f.rule,
from store.list_exclusions as x
inner join store.lists as l using (list_key)
inner join store.list_funnel as f using (list_key, step)
inner join store.persons as p using (member_key);
