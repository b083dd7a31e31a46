-- target/write_list: keeps the list, the counts of its rules, and the first rule that took out each other member.
-- asks: list_key, last_step (of the rule that the list was full)
-- reads: chosen, failed, rules, store.members
-- writes: store.list_members, store.list_funnel, store.list_exclusions, store.changed_campaigns
insert into store.list_members
select
    getvariable('list_key') as list_key,
    member_key, rank, propensity, expected_value, is_control, selection_probability,
from chosen
order by rank;

create or replace temp table exclusions as
select m.member_key, coalesce(min(f.step), getvariable('last_step')) as step,
from store.members as m
left join failed as f using (member_key)
anti join chosen as c on m.member_key = c.member_key
group by m.member_key;

insert into store.list_exclusions
select getvariable('list_key') as list_key, member_key, step,
from exclusions
order by member_key;

insert into store.list_funnel
with in_turn as (
    select step, count(*) as excluded,
    from exclusions
    group by step
),

alone as (
    select step, count(*) as excluded_alone,
    from failed
    group by step
)

select
    getvariable('list_key') as list_key,
    r.step,
    r.rule,
    coalesce(i.excluded, 0) as excluded,
    coalesce(a.excluded_alone, i.excluded, 0) as excluded_alone,
    (select count(*) from store.members) - sum(coalesce(i.excluded, 0)) over (order by r.step) as remaining,
from rules as r
left join in_turn as i using (step)
left join alone as a using (step)
order by r.step;

-- a response that carries this list's code is now known to answer its campaign
insert into store.changed_campaigns
select c.campaign_key
from store.campaigns as c
inner join store.lists as l using (campaign_id)
where l.list_key = getvariable('list_key');
