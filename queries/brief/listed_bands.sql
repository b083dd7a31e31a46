-- brief/listed_bands: the members of the month's lists counted by narrow bands of propensity, so that only those of a
--   few bands have to be put in order one by one. Those held out are left out.
-- reads: arms
-- writes: temp listed_bands, one row per campaign with a list and band, a millionth wide: members, expected (the sum of
--   their propensities), answers; upto: members of this band and those above; listed: of the campaign
create or replace temp table listed_bands as
with counted as (
    select
        campaign_number,
        floor(propensity * 1000000)::integer as band,
        count(*) as members,
        sum(propensity::decimal(38, 12)) as expected,
        count(*) filter (where is_responder) as answers,
    from arms
    where not is_control and propensity is not null
    group by all
)

select
    *,
    (sum(members) over (partition by campaign_number order by band desc))::bigint as upto,
    (sum(members) over (partition by campaign_number))::bigint as listed,
from counted;
