-- load/optouts_typed: rows of an opt-outs file, read and checked; without a channel an opt-out is for all channels,
--   without an action it is an opt-out. What its words mean is told in load/optout_words.
-- reads: incoming
-- writes: temp view typed_rows, one row per row of the file; problem says what is wrong with it, or is NULL
create or replace temp view typed_rows as
with texts as (
    select
        line,
        _changes,
        clean(member_id) as member_id,
        coalesce(lower(worded(clean(channel))), 'all') as channel,
        clean_figure(opted_out_on) as opted_out_on_text,
        coalesce(lower(worded(clean(action))), 'out') as action,
    from incoming
),

read_out as (
    select *, as_day(opted_out_on_text, getvariable('numbers_opted_out_on')) as opted_out_on,
    from texts
)

select
    line, _changes, member_id, channel, opted_out_on, action,
    coalesce(
        required('member_id', member_id),
        shortened('member_id', member_id),
        time_fault('opted_out_on', opted_out_on_text, opted_out_on, 'a date')
    ) as problem,
from read_out;
