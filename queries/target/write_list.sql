-- target/write_list: keeps the list, its treatments, the counts of its rules, and the rule that took out each other
--   member.
-- asks: list_key
-- reads: chosen, treatments, codes, offers, send_times, funnel, exclusions, store.campaigns, store.lists
-- writes: store.list_treatments, store.list_members, store.list_funnel, store.list_exclusions, store.changed_campaigns
insert into store.list_treatments
select
    getvariable('list_key') as list_key, t.treatment, t.offer, t.name, k.treatment_code,
    f.channel, f.product, f.timing, f.gift, f.unit_cost, f.value_per_response,
from treatments as t
inner join codes as k on t.treatment = k.treatment
inner join offers as f on t.offer = f.offer
order by t.treatment;

insert into store.list_members
select
    getvariable('list_key') as list_key,
    c.member_key, c.treatment, c.rank, c.propensity, c.expected_value, c.is_control, c.selection_probability, s.send_at,
from chosen as c
left join send_times as s on c.member_key = s.member_key
order by c.rank;

insert into store.list_funnel
select getvariable('list_key') as list_key, step, kind, about, rule, excluded, excluded_alone, remaining,
from funnel
order by step;

insert into store.list_exclusions
select getvariable('list_key') as list_key, member_key, step,
from exclusions
order by member_key;

-- a response that carries one of this list's codes is now known to answer its campaign
insert into store.changed_campaigns
select c.campaign_key
from store.campaigns as c
inner join store.lists as l using (campaign_id)
where l.list_key = getvariable('list_key');
