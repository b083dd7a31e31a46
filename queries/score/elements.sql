-- score/elements: what works for everyone: ratio of each element, 1 = as the overall rate before the campaign.
--   ratio = (kappa + R) / (kappa + E); only contacts whose window has closed; expected is the rate that all closed
--   contacts before the campaign's first day had reached. Where little came before, the campaign's own rate stands in,
--   so that a first campaign teaches nothing about its elements.
-- asks: fade (from the reference day to the scoring day), reference_day, half_life_days (730); kappa (20): expected
--   responses at which the record weighs half
-- reads: store.cells, store.treatment_elements, store.elements
-- writes: store.elements, one row per dimension and element that was ever used in a contact; temp treatment_sums, one
--   row per treatment, its open contacts apart, faded; temp base, one row: the overall recent rate; on the way: temp
--   base_before, temp element_now, temp elements_then
create or replace temp table base_before as
with asked as (
    select
        getvariable('reference_day')::date as reference_day,
        coalesce(getvariable('half_life_days'), 730)::double as half_life_days
),

campaign as (
    select
        campaign_key,
        min(contacted_on) as first_day,
        (sum(answers) + 0.5) / (sum(contacts) + 1) as own_rate,
    from store.cells
    where is_closed
    group by campaign_key
),

closing_day as (
    select
        closes_on,
        sum((answers * weight)::decimal(38, 12)) as answered,
        sum((contacts * weight)::decimal(38, 12)) as weight,
    from store.cells
    where is_closed
    group by closes_on
),

before as (
    select
        c.campaign_key,
        c.own_rate,
        -- the sums' weights are those of the reference day; brought to the campaign's first day
        power(2, least((asked.reference_day - c.first_day) / asked.half_life_days, 40)) as rebase,
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
    c.treatment_key,
    c.campaign_key,
    b.rate,
    c.is_closed,
    sum((c.answers * c.weight)::decimal(38, 12))::double * getvariable('fade') as answered,
    sum((c.contacts * c.weight)::decimal(38, 12))::double * getvariable('fade') as weight,
    sum(c.contacts)::bigint as contacts,
    sum(c.answers)::bigint as responses,
from store.cells as c
left join base_before as b using (campaign_key)
group by all;

create or replace temp table element_now as
select
    e.element_key,
    sum(t.contacts)::bigint as contacts,
    sum(t.responses)::bigint as responses,
    coalesce(sum(t.answered::decimal(38, 12)) filter (where t.is_closed), 0)::double as answered,
    coalesce(sum((t.weight * t.rate)::decimal(38, 12)) filter (where t.is_closed), 0)::double as expected,
from treatment_sums as t
inner join store.treatment_elements as p using (treatment_key)
inner join store.elements as e using (dimension, element)
group by e.element_key;

-- an element that no contact known by this day has used keeps its key and shows nothing
create or replace temp table elements_then as
with asked as (
    select coalesce(getvariable('kappa'), 20)::double as kappa
)

select
    e.element_key, e.dimension, e.element,
    coalesce(n.contacts, 0) as contacts,
    coalesce(n.responses, 0) as responses,
    coalesce(n.answered, 0) as answered,
    coalesce(n.expected, 0) as expected,
    coalesce(rounded((kappa + n.answered) / (kappa + n.expected), 6), 1) as ratio,
    1 as worth,
from store.elements as e
left join element_now as n using (element_key)
cross join asked;

delete from store.elements;

insert into store.elements
select * from elements_then
order by element_key;

create or replace temp table base as
with closed as (
    -- while no window has closed yet, the rate so far stands in
    select answers, contacts, weight,
    from store.cells
    where is_closed or not exists (select 1 from store.cells as c where c.is_closed)
),

total as (
    select
        sum(answers) as answers,
        sum(contacts) as contacts,
        sum((answers * weight)::decimal(38, 12))::double as answered,
        sum((contacts * weight)::decimal(38, 12))::double as weight,
    from closed
)

-- half an answer in one contact of average weight; where all has faded away, what it was before it faded
select
    case
        when weight > 0 then (answered + 0.5 * weight / contacts) / (weight + weight / contacts)
        else (answers + 0.5) / (contacts + 1)
    end as rate,
from total;
