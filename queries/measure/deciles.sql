-- measure/deciles: what the propensities of the exported list said beside what came, by tenth of the list, best first.
--   expected: the sum of the propensities; lift = rate / rate of the whole slice; gains: the share of all its answers
--   that came from this tenth and those before it. Those held out are left out: they were sent nothing.
--   With more than one channel the tenths are cut anew in each, below those of the whole list.
-- reads: arms
-- gives: one row per slice and tenth, "all" first; no row without a list, fewer than ten tenths of fewer than ten
--   members; lift and gains are NULL where nobody answered
with listed as (
    select member_key, coalesce(channel, '') as channel, list_key, rank, propensity, is_responder,
    from arms
    where not is_control and propensity is not null
),

channels as (
    select count(distinct channel) as channels,
    from listed
),

sliced as (
    select 1 as is_all, 'all' as slice, *,
    from listed
    union all
    select 0 as is_all, l.channel as slice, l.*,
    from listed as l
    cross join channels as c
    where c.channels > 1
),

tenth as (
    select
        *,
        ntile(10) over (
            partition by is_all, slice
            order by propensity desc, rank, list_key, member_key
        ) as decile,
    from sliced
),

summed as (
    select
        is_all, slice, decile,
        count(*) as members,
        sum(propensity::decimal(38, 12))::double as expected,
        count(*) filter (where is_responder) as answers,
    from tenth
    group by is_all, slice, decile
),

so_far as (
    select
        *,
        sum(members) over whole as all_members,
        sum(answers) over whole as all_answers,
        sum(answers) over up_to as answers_to_here,
    from summed
    window
        whole as (partition by is_all, slice),
        up_to as (partition by is_all, slice order by decile rows unbounded preceding)
)

select
    slice as channel,
    decile::integer as decile,
    members,
    expected,
    answers,
    expected / members as expected_rate,
    answers / members as rate,
    rate / nullif(all_answers / all_members, 0) as lift,
    answers_to_here / nullif(all_answers, 0) as gains,
from so_far
order by is_all desc, slice, decile;
