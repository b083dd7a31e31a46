-- verify/member_sums: sums of a person that are not those of their contacts. Weights are whole steps of a power of two,
--   so that sums are exact in any order: they are the same to the last digit or wrong.
-- reads: store.member_sums, store.trials, store.cells, store.persons
-- gives: one row per person
with told as (
    select
        t.member_key,
        sum(case when t.responded_at is not null then c.weight else 0 end) as answered,
        sum(c.expected) as expected,
        count(*) as contacts,
        count(t.responded_at) as responses,
        max(pack_contact(c.contacted_on, c.rate) + packed_answer(t.responded_at is not null)) as last_contact,
    from store.trials as t
    inner join store.cells as c on t.cell_key = c.cell_key
    group by t.member_key
),

wrong as (
    select
        coalesce(s.member_key, t.member_key) as member_key,
        s.contacts, s.responses, s.answered, s.expected,
        t.contacts as contacts_told, t.responses as responses_told,
        t.answered as answered_told, t.expected as expected_told,
    from store.member_sums as s
    full join told as t on s.member_key = t.member_key
    where
        s.contacts is distinct from t.contacts
        or s.responses is distinct from t.responses
        or s.answered is distinct from t.answered
        or s.expected is distinct from t.expected
        or s.last_contact is distinct from t.last_contact
)

select
    coalesce('member ' || p.member_id, 'member_key ' || w.member_key) as what,
    format(
        '{} contacts, {} answers, answered {}, expected {}; their contacts say {}, {}, {}, {}',
        coalesce(w.contacts::varchar, 'no'), coalesce(w.responses::varchar, 'no'),
        coalesce(w.answered::varchar, 'nothing'), coalesce(w.expected::varchar, 'nothing'),
        coalesce(w.contacts_told::varchar, 'no'), coalesce(w.responses_told::varchar, 'no'),
        coalesce(w.answered_told::varchar, 'nothing'), coalesce(w.expected_told::varchar, 'nothing')
    ) as problem,
from wrong as w
left join store.persons as p on w.member_key = p.member_key;
