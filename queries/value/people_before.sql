-- value/people_before: everybody who has a place on the staircase, before their first step.
-- reads: people_known, store.responsiveness, store.scorings
-- writes: temp people_before, one row per person: steps is a list that each month adds to; answered and expected are
--   the sums that responsiveness is made of, as of the reference day; members: that it is one of them
create or replace temp table people_before as
select
    p.*,
    r.lookalike,
    r.answered / s.fade as answered,
    r.expected / s.fade as expected,
    []::utinyint[] as steps,
    null::bigint as kept_paid,
    false as is_unscored,
    1::utinyint as members,
from people_known as p
left join store.responsiveness as r on p.member_key = r.member_key
left join store.scorings as s on true;
