-- value/paid_now: what the months with revenue tell of the members of one part, as seen at the end of the month asked for.
--   Where the months before are kept, usage of the latest alone was read, and the bits of the others are those kept.
-- asks: months_on (known months since those kept: 0 or 1); first_key, last_key (of the persons looked at)
-- reads: standing, paid_months
-- writes: temp paid_now, one row per person with a place: as paid_months, all of one landmark
create or replace temp table paid_now as
select
    s.member_key,
    0 as landmark,
    coalesce(p.paid, 0) | coalesce((s.kept_paid << getvariable('months_on')::integer) & 16777215, 0) as paid,
    coalesce(p.paid_revenue, 0) as paid_revenue,
    coalesce(p.revenue, 0) as revenue,
    coalesce(p.revenue_before, 0) as revenue_before,
    false as came_back,
from standing as s
left join paid_months as p on s.member_key = p.member_key
where
    s.steps[-1] is not null
    and s.member_key between getvariable('first_key')::integer and getvariable('last_key')::integer;
