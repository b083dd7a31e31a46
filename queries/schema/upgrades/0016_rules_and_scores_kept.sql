-- schema/upgrades/0016_rules_and_scores_kept: lists keep which rules they followed; scores are kept, quick to ask for
-- reads: store.list_funnel, store.lists, store.control_periods
-- writes: store.list_funnel; store.responsiveness, empty: attitude.upgrade fills it once the views that it is made of
--   are there
-- rules of lists: what a rule is was kept as its sentence alone. The plan of the list says which rules it can be; each
-- is said here as versions 13 to 15 said it, and a sentence that none of them is stays as it was told (kind 'told').
alter table store.list_funnel rename to list_funnel_in_words;

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

insert into store.list_funnel
with list as (
    select list_key, case when json_valid(plan) then plan::json end as plan
    from store.lists
),

-- one row per range of scores
score as (
    select list_key, dimension, element, limits[1] as low, limits[2] as high,
    from (
        select
            list_key, dimension,
            unnest(map_keys(ranges)) as element,
            unnest(map_values(ranges)) as limits,
        from (
            select
                list_key,
                unnest(map_keys(attitude)) as dimension,
                unnest(map_values(attitude)) as ranges,
            from (
                select list_key, (plan -> '$.audience.attitude')::map (varchar, map (varchar, double[])) as attitude
                from list
            ) as asked
        ) as by_dimension
    ) as by_element
),

responsiveness as (
    select list_key, limits[1] as low, limits[2] as high,
    from (
        select list_key, from_json(plan -> '$.audience.responsiveness', '["DOUBLE"]') as limits
        from list
    ) as asked
    where limits is not null
),

-- one row per rule about answers
answer as (
    select list_key, excludes, unnest(asked, recursive := true),
    from (
        select list_key, excludes, unnest(asked) as asked
        from (
            select
                list_key, excludes,
                from_json(
                    plan -> case when excludes then '$.exclude.responded' else '$.audience.responded' end,
                    '[{"within_days": "INTEGER", "channel": "VARCHAR", "product": "VARCHAR", "timing": "VARCHAR",
                       "gift": "VARCHAR", "campaign": "VARCHAR"}]'
                ) as asked
            from list
            cross join (values (false), (true)) as sides (excludes)
        ) as of_list
    ) as each
),

-- one row per list of names that a plan gives
named as (
    select
        list_key,
        from_json(plan -> '$.exclude.responded_to', '["VARCHAR"]') as campaigns,
        from_json(plan -> '$.exclude.lists', '["VARCHAR"]') as lists,
    from list
),

-- the one channel offered, or nothing where there are several
offered as (
    select list_key, case when len(channels) = 1 then channels[1] end as channel,
    from (
        select list_key, list_distinct(plan ->> '$.offer[*].channel') as channels
        from list
    ) as each
),

-- one row per rule of the contact policy; its family of channels is told by the sentence alone
policy as (
    select list_key, channel, asked.max as most, asked.days, asked.per,
    from (
        select
            list_key,
            unnest(map_keys(policy)) as channel,
            unnest(map_values(policy)) as asked,
        from (
            select
                list_key,
                (plan -> '$.policy')::map (varchar, struct(max integer, days integer, per varchar)) as policy
            from list
        ) as asked
    ) as each
),

policy_said as (
    select
        f.list_key, f.rule,
        regexp_extract(f.rule, '^policy (.*): at most \d+ in \d+ days', 1) as family,
        p.most, p.days, p.per,
        ends_with(f.rule, ': another of the household is before') as is_of_household,
    from store.list_funnel_in_words as f
    inner join policy as p
        on
            f.list_key = p.list_key
            and regexp_matches(f.rule, '^policy .*: at most ' || p.most || ' in ' || p.days || ' days(:.*)?$')
    qualify
        row_number() over (
            partition by f.list_key, f.rule
            order by p.channel <> family, p.channel = 'all', p.per
        ) = 1
),

control as (
    select period, seed, max(share) as share, printf('%.0f %% of ', 100 * share) || period as words,
    from store.control_periods
    group by period, seed, words
),

-- sentences without figures
plain as (
    select rule, kind, about,
    from (
        values
        ('no longer a member', 'departed', '{}'),
        ('audience.where', 'where', '{"excludes":false}'),
        ('exclude.where', 'where', '{"excludes":true}'),
        ('in none of the groups', 'in_no_group', '{}'),
        ('not drawn by its groups', 'not_drawn', '{}'),
        ('same phone or e-mail as a better one', 'same_address', '{}'),
        ('groups full', 'groups_full', '{}'),
        ('no room or money left for the offers open', 'used_up', '{}'),
        ('list full', 'list_full', '{}'),
        ('others bring more for the room and money there is', 'outbid', '{}'),
        ('expected to cost more than they bring', 'losing', '{}')
    ) as told (rule, kind, about)
),

said as (
    select null::integer as list_key, rule, kind, about,
    from plain
    union all
    select
        null as list_key,
        'universal control ' || words || case when draws = 2 then ', seed ' || seed else '' end as rule,
        'universal_control' as kind,
        json_object('draws', draws, 'period', period, 'seed', seed, 'share', share)::varchar as about,
    from control
    cross join (values (1), (2)) as counts (draws)
    union all
    select
        list_key, dimension || ' ' || element || ' score ' || printf('%g–%g', low, high) as rule,
        'element_score' as kind,
        json_object('dimension', dimension, 'element', element, 'high', high, 'low', low)::varchar as about,
    from score
    union all
    select
        list_key, 'responsiveness ' || printf('%g–%g', low, high) as rule, 'responsiveness' as kind,
        json_object('high', high, 'low', low)::varchar as about,
    from responsiveness
    union all
    select
        list_key,
        concat(
            case when excludes then '' else 'not ' end, 'responded',
            ' to ' || nullif(concat_ws(', ', nullif(campaign, ''), nullif(product, ''), timing, gift), ''),
            ' through ' || channel, ' within ', within_days, ' days'
        ) as rule,
        'responded_lately' as kind,
        json_object(
            'campaign', campaign, 'channel', channel, 'excludes', excludes, 'gift', gift, 'product', product,
            'timing', timing, 'within_days', within_days
        )::varchar as about,
    from answer
    union all
    select
        list_key, 'responded to ' || array_to_string(campaigns, ', ') as rule, 'responded_to' as kind,
        json_object('campaigns', campaigns)::varchar as about,
    from named
    where len(campaigns) > 0
    union all
    select
        list_key, 'on ' || array_to_string(lists, ', ') as rule, 'on_lists' as kind,
        json_object('lists', lists)::varchar as about,
    from named
    where len(lists) > 0
    union all
    select
        list_key, 'contacted within ' || days || ' days' as rule, 'contacted_within' as kind,
        json_object('days', days)::varchar as about,
    from (
        select list_key, (plan ->> '$.exclude.contacted_within_days')::integer as days
        from list
    ) as asked
    where days is not null
    union all
    select
        list_key, 'opted out of ' || coalesce(channel, 'every channel offered') as rule, 'opted_out' as kind,
        json_object('channel', channel)::varchar as about,
    from offered
    union all
    select
        list_key, 'not reachable by ' || coalesce(channel, 'any channel offered') as rule, 'unreachable' as kind,
        json_object('channel', channel)::varchar as about,
    from offered
    union all
    select
        list_key, rule, case when is_of_household then 'household_policy' else 'contact_policy' end as kind,
        case
            when is_of_household then json_object('days', days, 'family', family, 'most', most)
            else json_object('days', days, 'family', family, 'most', most, 'per', per)
        end::varchar as about,
    from policy_said
    union all
    select
        list_key, 'at most ' || most || ' of a household' as rule, 'household_limit' as kind,
        json_object('most', most)::varchar as about,
    from (
        select list_key, (plan ->> '$.limits.per_household')::integer as most
        from list
    ) as asked
    where most is not null
)

select
    f.list_key, f.step,
    coalesce(s.kind, 'told') as kind,
    coalesce(s.about, json_object('sentence', f.rule)::varchar) as about,
    f.rule, f.excluded, f.excluded_alone, f.remaining,
from store.list_funnel_in_words as f
left join said as s on f.rule = s.rule and (s.list_key is null or f.list_key = s.list_key)
-- two rules of a plan may be said in the same words: the first of them then, as it was before
qualify row_number() over (partition by f.list_key, f.step order by s.kind, s.about) = 1
order by f.list_key, f.step;

drop table store.list_funnel_in_words;
-- how readily each member answers, kept as the last scoring made it
drop view store.responsiveness;

create table store.responsiveness (
    member_key integer not null,
    lookalike double not null,
    answered double not null,
    expected double not null,
    contacts integer not null,
    responses integer not null,
    ratio double not null,
    evidence double not null,
    level varchar not null
);
