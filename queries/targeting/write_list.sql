-- targeting/write_list: keeps lists, their treatments, the counts of their rules, and the rule that took out each other
--   member.
-- asks: list_keys, one per plan (NULL: a list that is not to be written)
-- reads: chosen, list_treatments, codes, offers, funnel, exclusions, store.campaigns, store.lists
-- writes: store.list_treatments, store.list_members, store.list_funnel, store.list_exclusions, store.changed_campaigns
insert into store.list_treatments
select
    getvariable('list_keys')[t.plan] as list_key, t.treatment, t.offer, t.name, k.treatment_code,
    f.channel, f.product, f.timing, f.gift, f.unit_cost, f.value_per_response + f.response_cost as value_per_response,
    f.response_cost, f.offer_log_ratio::decimal(18, 12) as log_worth, f.own_elements,
from list_treatments as t
inner join codes as k on t.plan = k.plan and t.treatment = k.treatment
inner join offers as f on t.plan = f.plan and t.offer = f.offer
where list_key is not null
order by t.plan, t.treatment;

insert into store.list_members
select
    getvariable('list_keys')[plan] as list_key,
    member_key, treatment, rank, propensity, expected_value, is_control, selection_probability, send_at,
    unasked, added, joint_chance,
from chosen
where list_key is not null
order by plan, rank;

insert into store.list_funnel
select getvariable('list_keys')[plan] as list_key, step, kind, about, rule, excluded, excluded_alone, remaining,
from funnel
where list_key is not null
order by plan, step;

insert into store.list_exclusions
select getvariable('list_keys')[plan] as list_key, member_key, step,
from exclusions
where list_key is not null
order by plan, member_key;

-- a response that carries one of a list's codes is now known to answer its campaign
insert into store.changed_campaigns
select c.campaign_key
from store.campaigns as c
inner join store.lists as l using (campaign_id)
where list_contains(getvariable('list_keys'), l.list_key);
