-- load/optouts_typed: rows of an opt-outs file, read and checked; without a channel an opt-out is for all channels,
--   without an action it is an opt-out. What its words mean is told in load/optout_words. A day that cannot be read is
--   none: that somebody refused is known all the same.
-- reads: incoming
-- writes: temp view optouts_typed, one row per row of the file; problem says what is wrong with it, or is NULL
create or replace temp view optouts_typed as
with texts as (
    select
        line,
        _changes,
        clean(member_id) as member_id,
        clean(phone) as phone,
        lower(clean(email)) as email,
        coalesce(lower(worded(clean(channel))), 'all') as channel,
        clean_figure(opted_out_on) as opted_out_on_text,
        coalesce(lower(worded(clean(action))), 'out') as action,
    from incoming
),

read_out as (
    select *, as_time_of_day(opted_out_on_text, getvariable('numbers_opted_out_on')) as moment,
    from texts
)

select
    line, _changes, member_id, phone, email, channel, moment::date as opted_out_on, action,
    time_told(moment) as opted_out_at,
    opted_out_on_text is not null and moment is null as is_odd_day,
    coalesce(
        required('member_id', coalesce(member_id, phone, email)),
        shortened('member_id', member_id),
        -- an opt-in says nothing without its day
        case
            when action <> 'out' and not is_refusal(action)
                then time_fault('opted_out_on', opted_out_on_text, moment, 'a date')
        end
    ) as problem,
from read_out;
