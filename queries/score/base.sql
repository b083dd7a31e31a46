-- score/base: the overall recent rate: half an answer in one contact of average weight; where all has faded away, what
--   it was before it faded.
-- reads: store.cells
-- writes: temp base, one row
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

select
    case
        when weight > 0 then (answered + 0.5 * weight / contacts) / (weight + weight / contacts)
        else (answers + 0.5) / (contacts + 1)
    end as rate,
from total;
