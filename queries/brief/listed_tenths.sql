-- brief/listed_tenths: what the propensities of the month's lists said beside what came, by tenth of each list, best
--   first. As measure/deciles has it for one campaign: those held out are left out; expected is the sum of the
--   propensities. A band that is in one tenth is counted whole; of one that two tenths share, the members are put in
--   order.
-- reads: listed_bands, arms, measured
-- writes: temp listed_tenths, one row per campaign with a list and tenth
create or replace temp table listed_tenths as
with placed as (
    select
        *,
        tenth_of(upto - members + 1, listed) as best,
        tenth_of(upto, listed) as worst,
    from listed_bands
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
        propensity::decimal(38, 12) as expected,
        is_responder::integer as answers,
    from ordered
)

select
    m.campaign_id,
    t.decile::integer as decile,
    sum(t.members)::bigint as members,
    sum(t.expected)::double as expected,
    sum(t.answers)::bigint as answers,
from tenth as t
inner join measured as m on t.campaign_number = m.campaign_number
group by m.campaign_id, t.decile;
