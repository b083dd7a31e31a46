-- schema/views: the tables people query, as the product promises them.
-- reads: store.*
-- writes: views in main; the view members is made by schema/members_view, since its columns follow the files
create or replace view campaigns as
select
    campaign_id, name, product, timing, gift, channel, starts_on, ends_on, response_days,
    unit_cost::double as unit_cost,
from store.campaigns
where is_loaded;

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
    k.delivered,
    k.responded,
    k.responded_at,
    k.value::double as value,
from store.contacts as k
inner join store.treatments as t using (treatment_key)
inner join store.campaigns as c using (campaign_key)
inner join store.persons as p using (member_key);

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
from store.optouts as o
inner join store.persons as p using (member_key);

create or replace view elements as
select
    dimension, element, contacts, responses, ratio,
    round(100 * ratio / (1 + ratio), 4) as score,
from store.elements;

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
select * exclude (list_key) from store.lists;

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
