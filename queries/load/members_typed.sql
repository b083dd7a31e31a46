-- load/members_typed: rows of a members file, read and checked.
-- reads: incoming
-- writes: temp typed, one row per row of the file
create or replace temp table typed as
with read_out as (
    select
        line,
        clean(member_id) as member_id,
        clean(phone) as phone,
        clean(email) as email,
        clean(household_id) as household_id,
        clean(timezone) as timezone,
        clean(joined_on) as joined_on_text,
        as_time(clean(joined_on))::date as joined_on,
    from incoming
)

select
    * exclude (joined_on_text),
    coalesce(
        required('member_id', member_id),
        fault('joined_on', joined_on_text, joined_on, 'a date')
    ) as problem,
from read_out;
