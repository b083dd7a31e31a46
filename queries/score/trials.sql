-- score/trials: every contact that counts as evidence on the scoring day, with its outcome as known then; those of the
--   campaigns that changed were taken out before. Controls were not contacted and undelivered contacts did not arrive:
--   neither is evidence (known_contacts has none).
-- asks: as_of
-- reads: store.trials, known_contacts, new_cells, known_answers
-- writes: store.trials, one row per contact; store.cells, one row per treatment and contact day: only its keys and
--   counts, the rest is for score/cells
insert into store.trials
with outcome as (
    select
        k.member_key,
        x.cell_key,
        x.closes_on,
        k.contacted_on,
        least(a.responded_at, case when k.responded then coalesce(k.responded_at, x.closes_on) end) as responded_at,
    from known_contacts as k
    inner join new_cells as x on k.treatment_key = x.treatment_key and k.contacted_on = x.contacted_on
    left join known_answers as a
        on
            k.member_key = a.member_key
            and k.treatment_key = a.treatment_key
            and k.contacted_at = a.contacted_at
            and k.treatment_code is not distinct from a.treatment_code
)

select
    member_key,
    cell_key,
    case
        when responded_at::date between contacted_on and least(closes_on, getvariable('as_of')::date) then responded_at
    end as responded_at,
from outcome;

insert into store.cells
with counted as (
    select t.cell_key, count(*) as contacts, count(t.responded_at) as answers,
    from store.trials as t
    semi join new_cells as n on t.cell_key = n.cell_key
    group by t.cell_key
)

select n.*, c.contacts, c.answers, 0 as rate, 0 as weight, 0 as expected,
from new_cells as n
inner join counted as c using (cell_key);

drop view known_contacts;

drop table known_answers;

drop table matched_answers;
