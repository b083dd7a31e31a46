-- value/known_later: what became known of members after the end of a month, which is taken out of today's sums.
-- asks: month
-- reads: store.trials, store.cells, store.scorings
-- writes: temp view known_later, one row per member with trials whose window closed later: answered, expected
create or replace temp view known_later as
with later_cell as (
    select c.cell_key, c.weight, c.expected,
    from store.cells as c
    cross join store.scorings as s
    where
        c.closes_on > last_day(getvariable('month')::date)
        and s.as_of > last_day(getvariable('month')::date)
)

select
    t.member_key,
    sum(case when t.responded_at is not null then c.weight else 0 end) as answered,
    sum(c.expected) as expected,
from store.trials as t
inner join later_cell as c on t.cell_key = c.cell_key
group by t.member_key;
