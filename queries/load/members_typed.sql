-- load/members_typed: rows of a members file, read and checked; attributes are columns of incoming as they are.
-- reads: incoming
-- writes: temp view members_typed, one row per row of the file; problem says what is wrong with it, or is NULL
create or replace temp view members_typed as
with read_out as (
    select
        * replace (
            clean(member_id) as member_id,
            clean(phone) as phone,
            clean(email) as email,
            clean(household_id) as household_id,
            clean(timezone) as timezone,
            as_day(clean_figure(joined_on), getvariable('numbers_joined_on')) as joined_on
        ),
        clean_figure(joined_on) as joined_on_text,
    from incoming
)

select
    * exclude (joined_on_text),
    coalesce(
        required('member_id', member_id),
        shortened('member_id', member_id),
        shortened('household_id', household_id),
        time_fault('joined_on', joined_on_text, joined_on, 'a date')
    ) as problem,
from read_out;
