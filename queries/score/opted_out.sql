-- score/opted_out: which channels each member has closed.
--   An opt-out holds from its day on (one without a day, always) until a later opt-in of the same channel; on the same
--   day the opt-out holds. "all" covers every channel, and is lifted by an opt-in to all alone. One of a channel that
--   nobody knows holds for all.
-- asks: as_of (NULL: every opt-out there is); not_after, the last day on which an opt-in can lift one
-- reads: store.all_optouts, store.named_channels
-- writes: temp opted_out, one row per member and family of channels that is closed
create or replace temp table opted_out as
with latest as (
    select
        member_key,
        channel_family(channel) as family,
        -- of two words on one day, out comes after in
        arg_max(action, (coalesce(opted_out_on, date '0001-01-01'), action)) as action,
        bool_or(opted_out_on is null and action = 'out') as is_always,
    from store.all_optouts
    where
        coalesce(opted_out_on <= getvariable('as_of')::date, true)
        and (action = 'out' or coalesce(opted_out_on <= getvariable('not_after')::date, true))
    group by all
),

known as (
    select distinct family
    from store.named_channels
)

select distinct l.member_key, coalesce(k.family, 'all') as family,
from latest as l
left join known as k on l.family = k.family
where l.action = 'out' or l.is_always;
