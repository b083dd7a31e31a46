-- brief/tenths: what the propensities of the month's lists said beside what came, by tenth of each list, best first.
--   As measure/deciles has it for one campaign: those held out are left out; expected is the sum of the propensities.
--   auc: the chance that who answered stands above who did not, ties half, as in measure/quality.
-- reads: arms, measured
-- writes: temp brief_tenths, one row per campaign with a list and tenth; temp brief_ranks, one row per campaign with a
--   list: auc, NULL where all or nobody answered
create or replace temp table brief_tenths as
with tenth as (
    select
        campaign_number, propensity, is_responder,
        ntile(10) over (
            partition by campaign_number
            order by propensity desc, rank, list_key, member_key
        ) as decile,
    from arms
    where not is_control and propensity is not null
)

select
    m.campaign_id,
    t.decile::integer as decile,
    count(*) as members,
    sum(in_steps(t.propensity)) as expected,
    count(*) filter (where t.is_responder) as answers,
from tenth as t
inner join measured as m on t.campaign_number = m.campaign_number
group by m.campaign_id, t.decile;

create or replace temp table brief_ranks as
with tied as (
    select
        campaign_number, propensity,
        count(*) as contacts,
        count(*) filter (where is_responder) as responses,
    from arms
    where not is_control and propensity is not null
    group by campaign_number, propensity
),

ranked as (
    select
        *,
        sum(contacts) over (partition by campaign_number order by propensity)::double as to_here,
    from tied
),

summed as (
    select
        campaign_number,
        sum(contacts)::double as contacts,
        sum(responses)::double as responses,
        sum(responses * (to_here - (contacts - 1) / 2)) as rank_sum,
    from ranked
    group by campaign_number
)

select
    m.campaign_id,
    (s.rank_sum - s.responses * (s.responses + 1) / 2)
    / nullif(s.responses * (s.contacts - s.responses), 0) as auc,
from summed as s
inner join measured as m on s.campaign_number = m.campaign_number;
