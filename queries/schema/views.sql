-- schema/views: the tables people query, as the product promises them.
-- reads: store.*
-- writes: views in main; the view members is made by schema/members_view, since its columns follow the files
create or replace view campaigns as
select
    campaign_id, name, product, timing, gift, channel, starts_on, ends_on, response_days,
    unit_cost::double as unit_cost,
from store.campaigns
where is_loaded;

-- spellings of one channel, so that an opt-out of one is an opt-out of all of them
create or replace macro channel_family(channel) as
case
    when regexp_replace(lower(channel), '[- _]', '', 'g') in ('email', 'edm', 'newsletter') then 'email'
    when regexp_replace(lower(channel), '[- _]', '', 'g') in ('sms', 'text', 'textmessage', '短信') then 'sms'
    when regexp_replace(lower(channel), '[- _]', '', 'g') in ('call', 'phone', 'phonecall', 'voice', '电话') then 'call'
    else lower(trim(channel))
end;

-- the chance of an answer: the odds of the offer for everyone, times what the member adds; lists and the replay of the
-- past both use it
create or replace macro propensity_of(base_rate, offer_weight, offer_log_ratio, intercept, slope, member_log_ratio) as
1 / (
    1 + exp(
        -(
            ln(base_rate / (1 - base_rate)) + offer_weight * offer_log_ratio
            + intercept + slope * member_log_ratio
        )
    )
);

-- what a channel needs of a member
create or replace macro channel_needs(channel) as
case
    when channel_family(channel) in ('sms', 'call', 'mms', 'wap') then 'phone'
    when channel_family(channel) = 'email' then 'email'
end;

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

create or replace view elements as
select
    dimension, element, contacts, responses, ratio,
    round(100 * ratio / (1 + ratio), 4) as score,
from store.elements
where contacts > 0;

create or replace view attitudes as
select
    p.member_id, e.dimension, e.element, a.score, a.trend, a.evidence, a.contacts, a.responses,
    a.last_contacted_on, a.last_responded_on, s.as_of,
from store.attitudes as a
inner join store.elements as e using (element_key)
inner join store.persons as p using (member_key)
cross join store.scorings as s;

create or replace view responsiveness as
select
    p.member_id,
    round(100 * r.ratio / (1 + r.ratio), 4) as score,
    r.evidence, r.level, r.best_channel, r.best_hour,
from store.responsiveness as r
inner join store.persons as p using (member_key);

create or replace view attitude_history as
select p.member_id, e.dimension, e.element, h.as_of, h.score,
from store.attitude_history as h
inner join store.elements as e using (element_key)
inner join store.persons as p using (member_key);

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
