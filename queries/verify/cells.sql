-- verify/cells: cells whose counts are not those of their contacts, or whose contacts answered outside of their window.
-- reads: store.cells, store.trials, store.scorings
-- gives: one row per cell
with told as (
    select
        t.cell_key,
        count(*) as contacts,
        count(t.responded_at) as answers,
        count(*) filter (where t.responded_at::date not between c.contacted_on and c.closes_on) as count_outside,
    from store.trials as t
    inner join store.cells as c on t.cell_key = c.cell_key
    group by t.cell_key
),

compared as (
    select
        c.*,
        coalesce(t.contacts, 0) as contacts_told,
        coalesce(t.answers, 0) as answers_told,
        coalesce(t.count_outside, 0) as count_outside,
        c.is_closed = (c.closes_on <= s.as_of) as is_as_of,
    from store.cells as c
    left join told as t on c.cell_key = t.cell_key
    left join store.scorings as s on true
)

select
    'cell_key ' || cell_key as what,
    contacts || ' contacts and ' || answers || ' answers, its trials say ' || contacts_told || ' and ' || answers_told
    || case when count_outside > 0 then '; ' || count_outside || ' answers outside of its window' else '' end
    || case when is_as_of then '' else '; closed or not, against the scoring day' end as problem,
from compared
where
    contacts <> contacts_told or answers <> answers_told or count_outside > 0 or is_as_of is distinct from true
    or contacted_on > closes_on or weight < 0 or expected < 0;
