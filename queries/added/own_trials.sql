-- added/own_trials: what the contacts of the measured campaigns themselves added to the records of those contacted.
-- reads: measured, store.cells, store.trials
-- writes: temp own_trials, one row per campaign and member with evidence
create temp table own_trials as
with cell as (
    select c.cell_key, m.campaign_number, c.weight, c.expected,
    from store.cells as c
    inner join measured as m on c.campaign_key = m.campaign_key
)

select
    c.campaign_number, t.member_key,
    sum(case when t.responded_at is not null then c.weight else 0 end) as answered,
    sum(c.expected) as expected,
from store.trials as t
inner join cell as c on t.cell_key = c.cell_key
group by c.campaign_number, t.member_key;
