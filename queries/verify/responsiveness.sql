-- verify/responsiveness: scores of a person that are not what their sums and look-alikes make of them, to the last
--   digit; and people with sums whom the scores do not have.
-- reads: store.responsiveness, store.member_sums, store.scorings, store.persons
-- gives: one row per person
with told as (
    select
        coalesce(r.member_key, m.member_key) as member_key,
        r.contacts, r.responses, r.answered, r.expected, r.ratio, r.shown_ratio,
        coalesce(m.contacts, 0) as contacts_told,
        coalesce(m.responses, 0) as responses_told,
        coalesce(m.answered, 0) * s.fade as answered_told,
        coalesce(m.expected, 0) * s.fade as expected_told,
        rounded(ratio_of(r.lookalike, s.alpha, r.answered, r.expected), 6) as ratio_told,
        rounded(ratio_of(r.lookalike, s.shown_alpha, r.answered, r.expected), 6) as shown_ratio_told,
    from store.responsiveness as r
    full join store.member_sums as m on r.member_key = m.member_key
    cross join store.scorings as s
)

select
    coalesce('member ' || p.member_id, 'member_key ' || t.member_key) as what,
    format(
        '{} contacts, {} answers, answered {}, expected {}, ratio {}, shown {}; their sums say {}, {}, {}, {}, {}, {}',
        coalesce(t.contacts::varchar, 'no'), coalesce(t.responses::varchar, 'no'),
        coalesce(t.answered::varchar, 'nothing'), coalesce(t.expected::varchar, 'nothing'),
        coalesce(t.ratio::varchar, 'nothing'), coalesce(t.shown_ratio::varchar, 'nothing'),
        t.contacts_told::varchar, t.responses_told::varchar,
        t.answered_told::varchar, t.expected_told::varchar, coalesce(t.ratio_told::varchar, 'nothing'),
        coalesce(t.shown_ratio_told::varchar, 'nothing')
    ) as problem,
from told as t
left join store.persons as p on t.member_key = p.member_key
where
    t.contacts is distinct from t.contacts_told
    or t.responses is distinct from t.responses_told
    or t.answered is distinct from t.answered_told
    or t.expected is distinct from t.expected_told
    or t.ratio is distinct from t.ratio_told
    or t.shown_ratio is distinct from t.shown_ratio_told;
