-- load/kept_points: arriving_points without the addresses of people erased.
-- reads: arriving_points, erased_points
-- writes: temp view kept_points, one row per arriving member
create or replace temp view kept_points as
select
    a.* replace (
        case when not coalesce(e.is_phone, false) then a.phone end as phone,
        case when not coalesce(e.is_email, false) then a.email end as email
    ),
from arriving_points as a
left join erased_points as e on a.member_key = e.member_key;
