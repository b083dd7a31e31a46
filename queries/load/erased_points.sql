-- load/erased_points: arriving members with a phone or an e-mail address of somebody erased, which is not taken in
--   with another id either.
-- asks: salt
-- reads: arriving_points, store.suppressed
-- writes: temp erased_points, one row per member
create or replace temp table erased_points as
with marked as (
    select
        member_key,
        mark_of(getvariable('salt'), 'phone', phone) as phone_mark,
        mark_of(getvariable('salt'), 'email', email) as email_mark,
    from arriving_points
    where phone is not null or email is not null
),

phone as (
    select mark
    from store.suppressed
    where kind = 'phone'
),

email as (
    select mark
    from store.suppressed
    where kind = 'email'
)

select m.member_key, p.mark is not null as is_phone, e.mark is not null as is_email,
from marked as m
left join phone as p on m.phone_mark = p.mark
left join email as e on m.email_mark = e.mark
where p.mark is not null or e.mark is not null;
