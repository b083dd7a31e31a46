-- brief/list_aucs: the chance that who answered stands above who did not, ties half, in each of the month's lists, as
--   in measure/quality: of an answer's band the members below it are counted one by one, all bands below it whole.
-- reads: arms, listed_bands, measured
-- writes: temp list_aucs, one row per campaign with a list: auc, NULL where all or nobody answered
create or replace temp table list_aucs as
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
    from listed_bands
    group by campaign_number
)

select
    m.campaign_id,
    ((s.places + coalesce(w.places, 0) + s.responses) / 2 - s.responses * (s.responses + 1) / 2)
    / nullif(s.responses * (s.contacts - s.responses), 0) as auc,
from summed as s
inner join measured as m on s.campaign_number = m.campaign_number
left join within_band as w on s.campaign_number = w.campaign_number;
