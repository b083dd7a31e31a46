-- score/pressed: what sampled members did, campaign by campaign, by how many contacts they had had in the 30 days
--   before: for a comparison of each with themselves. Answers are of contacts whose window has closed; contacts that
--   press are all that arrived. Who never answered tells nothing of when they answer less, and is left out.
-- asks: dimension, element: of contacts by an element alone; NULL: of all
-- reads: evidence, store.treatment_elements
-- gives: one row per sampled member who answered, campaign and pressure, in that order: member_key, campaign_key,
--   pressure (see pressure_class), contacts, answered, expected (at the rate of the cells); expected in exact decimals
with contact as (
    select
        member_key, treatment_key, campaign_key, rate, is_answered, is_closed,
        pressure_class(
            count(*) over (
                partition by member_key order by contacted_on
                range between interval 30 days preceding and interval 1 day preceding
            )
        ) as pressure,
    from evidence
),

asked as (
    select *
    from contact
    where
        is_closed
        and (
            getvariable('element') is null
            or treatment_key in (
                select p.treatment_key
                from store.treatment_elements as p
                where p.dimension = getvariable('dimension') and p.element = getvariable('element')
            )
        )
),

answering as (
    select member_key
    from asked
    group by member_key
    having bool_or(is_answered)
)

select
    c.member_key, c.campaign_key, c.pressure,
    count(*) as contacts,
    count(*) filter (where c.is_answered) as answered,
    sum(c.rate::decimal(18, 12))::double as expected,
from asked as c
semi join answering as a on c.member_key = a.member_key
group by c.member_key, c.campaign_key, c.pressure
order by c.member_key, c.campaign_key, c.pressure;
