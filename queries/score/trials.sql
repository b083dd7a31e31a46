-- score/trials: every contact that counts as evidence on the scoring day, with its outcome as known then.
--   Controls were not contacted and undelivered contacts did not arrive: neither is evidence (known_contacts has none).
-- asks: as_of
-- reads: known_contacts, answers
-- writes: temp trials, one row per contact. open_day is the contact day while the response window is still open,
--   else NULL; is_answered says whether an answer inside the window is known by now
create or replace temp table trials as
with asked as (
    select getvariable('as_of')::date as as_of
),

outcome as (
    select
        k.member_key, k.treatment_key, k.campaign_key, k.contacted_on, k.response_days,
        least(
            a.responded_on,
            case when k.responded then coalesce(k.responded_on, k.contacted_on + k.response_days) end
        ) as responded_on,
    from known_contacts as k
    left join answers as a
        on
            k.member_key = a.member_key
            and k.treatment_key = a.treatment_key
            and k.contacted_at = a.contacted_at
            and k.treatment_code is not distinct from a.treatment_code
)

select
    o.member_key,
    o.treatment_key,
    o.campaign_key,
    o.contacted_on,
    o.contacted_on + o.response_days as closes_on,
    case when o.contacted_on + o.response_days > asked.as_of then o.contacted_on end as open_day,
    coalesce(
        o.responded_on between o.contacted_on and least(o.contacted_on + o.response_days, asked.as_of),
        false
    ) as is_answered,
    case when is_answered then o.responded_on end as responded_on,
from outcome as o
cross join asked;

drop table known_contacts;

drop table answers;
