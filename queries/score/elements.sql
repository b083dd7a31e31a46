-- score/elements: what works for everyone: ratio of each element, 1 = as the overall rate before the campaign.
--   ratio = (kappa + R) / (kappa + E); only contacts whose window has closed; expected is the rate that all closed
--   contacts before the campaign's first day had reached. Where little came before, the campaign's own rate stands in,
--   so that a first campaign teaches nothing about its elements.
-- asks: as_of; half_life_days (730); kappa (20): expected responses at which the record weighs half
-- reads: evidence, treatment_elements, store.elements
-- writes: store.elements, one row per dimension and element that was ever used in a contact; keys are never reused.
--   temp treatment_sums, one row per treatment, its open contacts apart; temp base, one row: the overall recent rate
create or replace temp table base_before as
with asked as (
    select
        getvariable('as_of')::date as as_of,
        coalesce(getvariable('half_life_days'), 730)::double as half_life_days
),

campaign as (
    select
        campaign_key,
        min(contacted_on) as first_day,
        (count(*) filter (where is_answered) + 0.5) / (count(*) + 1) as own_rate,
    from evidence
    where is_closed
    group by campaign_key
),

closing_day as (
    select closes_on, sum(answered) as answered, sum(weight) as weight,
    from evidence
    where is_closed
    group by closes_on
),

before as (
    select
        c.campaign_key,
        c.own_rate,
        -- the sums' weights are those of the scoring day; brought to the campaign's first day
        power(2, least((asked.as_of - c.first_day) / asked.half_life_days, 40)) as rebase,
        coalesce(sum(d.answered), 0)::double as answered,
        coalesce(sum(d.weight), 0)::double as weight,
    from campaign as c
    left join closing_day as d on d.closes_on < c.first_day
    cross join asked
    group by all
)

select campaign_key, (answered * rebase + 20 * own_rate) / (weight * rebase + 20) as rate,
from before;

create or replace temp table treatment_sums as
select
    e.treatment_key,
    e.campaign_key,
    b.rate,
    e.is_closed,
    sum(e.answered) as answered,
    sum(e.weight) as weight,
    count(*) as contacts,
    count(*) filter (where e.is_answered) as responses,
from evidence as e
left join base_before as b using (campaign_key)
group by all;

create or replace temp table element_now as
select
    p.dimension,
    p.element,
    sum(t.contacts)::bigint as contacts,
    sum(t.responses)::bigint as responses,
    coalesce(sum(t.answered) filter (where t.is_closed), 0)::double as answered,
    coalesce(sum((t.weight::double * t.rate)::decimal(24, 12)) filter (where t.is_closed), 0)::double as expected,
from treatment_sums as t
inner join treatment_elements as p using (treatment_key)
where p.element is not null
group by p.dimension, p.element;

insert into store.elements
select
    (select coalesce(max(element_key), 0) from store.elements) + row_number() over (order by n.dimension, n.element)
        as element_key,
    n.dimension,
    n.element,
    0 as contacts,
    0 as responses,
    1 as ratio,
from element_now as n
anti join store.elements as e on n.dimension = e.dimension and n.element = e.element;

-- an element that no contact known by this day has used keeps its key, for the history speaks of it, and shows nothing
create or replace temp table elements_then as
with asked as (
    select coalesce(getvariable('kappa'), 20)::double as kappa
)

select
    e.element_key, e.dimension, e.element,
    coalesce(n.contacts, 0) as contacts,
    coalesce(n.responses, 0) as responses,
    coalesce(round((kappa + n.answered) / (kappa + n.expected), 6), 1) as ratio,
from store.elements as e
left join element_now as n using (dimension, element)
cross join asked;

delete from store.elements;

insert into store.elements
select * from elements_then
order by element_key;

create or replace temp table base as
with closed as (
    -- while no window has closed yet, the rate so far stands in
    select answered, weight, is_answered,
    from evidence
    where is_closed or not exists (select 1 from evidence as e where e.is_closed)
)

-- half an answer in one contact of average weight; where all has faded away, what it was before it faded
select
    case
        when sum(weight) > 0
            then
                (sum(answered)::double + 0.5 * sum(weight)::double / count(*))
                / (sum(weight)::double + sum(weight)::double / count(*))
        else (count(*) filter (where is_answered) + 0.5) / (count(*) + 1)
    end as rate,
from closed;
