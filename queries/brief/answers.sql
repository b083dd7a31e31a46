-- brief/answers: when the answers of a month's campaigns came.
-- reads: arms
-- writes: temp brief_answers, one row per days since the contact (NULL: no day is known) and hour (NULL: no time is
--   known; a day alone stands at 0 o'clock)
create or replace temp table brief_answers as
select
    (answered_on - opens_on)::integer as days,
    case when responded_at <> date_trunc('day', responded_at) then hour(responded_at) end::integer as hour,
    count(*) as responses,
from arms
where is_responder and not is_control
group by all;
