-- score/responsiveness: how readily each member answers: observed over expected, shrunk to what look-alikes do.
--   own = (alpha + R) / (alpha + A E), ratio = A own, with A the look-alike ratio; sums are faded to the scoring day.
--   Chances are made with an alpha that suits them beside what members lean to, which takes up much of their level;
--   shown_ratio, which people read, with one that was learned for the member's record alone.
--   All rows are made anew: the look-alike ratio rests on everyone's answers, and every sum fades with the day.
-- source: Gamma-Poisson shrinkage of observed over expected: DuMouchel, The American Statistician 53 (1999)
-- reads: store.lookalikes, store.member_sums, store.profiles, store.erased, store.scorings
-- writes: store.responsiveness, one row per person known on the scoring day
delete from store.responsiveness;

insert into store.responsiveness
with erased as (
    select member_key
    from store.erased
    where was_loaded
),

joined as (
    select
        a.member_key, coalesce(a.ratio, 1) as lookalike, a.ratio is not null as has_lookalike,
        coalesce(m.answered, 0) as answered, coalesce(m.expected, 0) as expected,
        coalesce(m.contacts, 0) as contacts, coalesce(m.responses, 0) as responses, a.joined_on,
    from store.lookalikes as a
    left join store.member_sums as m on a.member_key = m.member_key
    union all
    select
        m.member_key, 1 as lookalike, false as has_lookalike,
        m.answered, m.expected, m.contacts, m.responses, null as joined_on,
    from store.member_sums as m
    anti join store.profiles as p on m.member_key = p.member_key
    anti join erased as e on m.member_key = e.member_key
)

select
    j.member_key,
    j.lookalike,
    j.answered * s.fade as answered,
    j.expected * s.fade as expected,
    j.contacts,
    j.responses,
    rounded(ratio_of(j.lookalike, s.alpha, j.answered * s.fade, j.expected * s.fade), 6) as ratio,
    rounded(j.expected * s.fade, 6) as evidence,
    case when j.contacts > 0 then 'member' when j.has_lookalike then 'look-alike' else 'population' end as level,
    rounded(ratio_of(j.lookalike, s.shown_alpha, j.answered * s.fade, j.expected * s.fade), 6) as shown_ratio,
from joined as j
cross join store.scorings as s
where j.contacts > 0 or coalesce(j.joined_on <= s.as_of, true);
