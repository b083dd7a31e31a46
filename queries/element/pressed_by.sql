-- element/pressed_by: what sampled members did with contacts by an element, campaign by campaign, by how many contacts
--   of any kind they had had in the 30 days before: as score/pressed has it of all contacts.
-- asks: dimension, element
-- reads: evidence, store.treatment_elements
-- gives: one row per sampled member who answered one of these, campaign and pressure (see pressure_class), in that
--   order: member_key, campaign_key, pressure, contacts, answered, expected (at the rate of the cells)
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

its_own as (
    select c.*,
    from contact as c
    inner join store.treatment_elements as p on c.treatment_key = p.treatment_key
    where p.dimension = getvariable('dimension') and p.element = getvariable('element') and c.is_closed
),

answering as (
    select member_key
    from its_own
    group by member_key
    having bool_or(is_answered)
)

select
    c.member_key, c.campaign_key, c.pressure,
    count(*) as contacts,
    count(*) filter (where c.is_answered) as answered,
    sum(c.rate::decimal(18, 12))::double as expected,
from its_own as c
semi join answering as a on c.member_key = a.member_key
group by c.member_key, c.campaign_key, c.pressure
order by c.member_key, c.campaign_key, c.pressure;
