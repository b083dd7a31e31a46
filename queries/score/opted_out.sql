-- score/opted_out: which channels each member has closed.
--   An opt-out holds from its day on until a later opt-in of the same channel; "all" covers every channel, and is
--   lifted by an opt-in to all alone. On one day the later time holds where both have one, else what a later file says,
--   and within one file the opt-out. An opt-out without a day always holds, for nobody can say what came after it. One
--   of a channel that nobody knows holds for all.
-- asks: as_of (NULL: every opt-out there is); not_after, the last day on which an opt-in can lift one
-- reads: store.all_optouts, store.named_channels
-- writes: temp opted_out, one row per member and family of channels that is closed
create or replace temp table opted_out as
with of_days as (
    select
        member_key,
        channel_family(channel) as family,
        opted_out_on,
        -- of two words at one moment, out comes after in
        case
            when bool_and(opted_out_at is not null) then arg_max(action, (opted_out_at, action))
            else arg_max(action, (coalesce(load_id, 0), action))
        end as action,
        bool_or(opted_out_on is null and action = 'out') as is_always,
    from store.all_optouts
    where
        coalesce(opted_out_on <= getvariable('as_of')::date, true)
        and (action = 'out' or coalesce(opted_out_on <= getvariable('not_after')::date, true))
    group by all
),

latest as (
    select
        member_key,
        family,
        arg_max(action, coalesce(opted_out_on, date '0001-01-01')) as action,
        bool_or(is_always) as is_always,
    from of_days
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
