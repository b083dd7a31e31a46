-- brief/tenths: what the propensities of the month's lists said beside what came, by tenth of each list, best first.
--   As measure/deciles has it for one campaign: those held out are left out; expected is the sum of the propensities.
--   A band that is in one tenth is counted whole; of one that two tenths share, the members are put in order.
--   auc: the chance that who answered stands above who did not, ties half, as in measure/quality: of an answer's band
--   the members below it are counted one by one, all bands below it whole.
-- reads: arms, measured, brief_bands
-- writes: temp brief_tenths, one row per campaign with a list and tenth; temp brief_ranks, one row per campaign with a
--   list: auc, NULL where all or nobody answered
create or replace temp table brief_tenths as
with placed as (
    select
        *,
        tenth_of(upto - members + 1, listed) as best,
        tenth_of(upto, listed) as worst,
    from brief_bands
),

divided as (
    select campaign_number, band, upto - members as above, listed
    from placed
    where best < worst
),

ordered as (
    select
        d.campaign_number, d.above, d.listed, a.propensity, a.is_responder,
        row_number() over (
            partition by d.campaign_number, d.band
            order by a.propensity desc, a.rank, a.list_key, a.member_key
        ) as place,
    from arms as a
    inner join divided as d
        on a.campaign_number = d.campaign_number and floor(a.propensity * 1000000)::integer = d.band
    where not a.is_control
),

tenth as (
    select campaign_number, best as decile, members, expected, answers
    from placed
    where best = worst
    union all
    select
        campaign_number,
        tenth_of(above + place, listed) as decile,
        1 as members,
        in_steps(propensity) as expected,
        is_responder::integer as answers,
    from ordered
)

select
    m.campaign_id,
    t.decile::integer as decile,
    sum(t.members)::bigint as members,
    sum(t.expected) as expected,
    sum(t.answers)::bigint as answers,
from tenth as t
inner join measured as m on t.campaign_number = m.campaign_number
group by m.campaign_id, t.decile;

create or replace temp table brief_ranks as
with answer as (
    select
        campaign_number, propensity,
        floor(propensity * 1000000)::integer as band,
        count(*) as answers,
    from arms
    where not is_control and is_responder and propensity is not null
    group by all
),

-- twice the place from below, so that ties have whole numbers
within_band as (
    select
        w.campaign_number,
        sum(
            w.answers * case when a.propensity < w.propensity then 2 when a.propensity = w.propensity then 1 else 0 end
        ) as places,
    from arms as a
    inner join answer as w
        on a.campaign_number = w.campaign_number and floor(a.propensity * 1000000)::integer = w.band
    where not a.is_control
    group by w.campaign_number
),

summed as (
    select
        campaign_number,
        any_value(listed)::double as contacts,
        sum(answers)::double as responses,
        sum(answers * 2 * (listed - upto)) as places,
    from brief_bands
    group by campaign_number
)

select
    m.campaign_id,
    ((s.places + coalesce(w.places, 0) + s.responses) / 2 - s.responses * (s.responses + 1) / 2)
    / nullif(s.responses * (s.contacts - s.responses), 0) as auc,
from summed as s
inner join measured as m on s.campaign_number = m.campaign_number
left join within_band as w on s.campaign_number = w.campaign_number;
