-- score/reachable: the channels on which each member can be reached on a day.
--   An opt-out holds from its day on (one without a day, always) until a later opt-in of the same channel; on the same
--   day the opt-out holds. "all" covers every channel.
-- asks: as_of
-- reads: store.members, store.all_optouts, store.elements
-- writes: temp opted_out, one row per member and channel closed by opt-out; temp reachable, one row per member and
--   channel that is open
create or replace temp table opted_out as
with latest as (
    select
        member_key,
        channel,
        arg_max(action, (coalesce(opted_out_on, date '0001-01-01'), action)) as action,
    from store.all_optouts
    where coalesce(opted_out_on <= getvariable('as_of')::date, true)
    group by member_key, channel
)

select member_key, channel,
from latest
where action = 'out';

create or replace temp table reachable as
with has as (
    select count(phone) > 0 as phones, count(email) > 0 as emails,
    from store.members
),

channel as (
    select element as channel,
    from store.elements
    where dimension = 'channel'
)

select m.member_key, c.channel,
from store.members as m
cross join channel as c
cross join has
where
    case
        when c.channel in ('sms', 'mms', 'call', 'phone', 'wap') then m.phone is not null or not has.phones
        when c.channel in ('email', 'e-mail', 'edm') then m.email is not null or not has.emails
        else true
    end
    and not exists (
        select 1
        from opted_out as o
        where o.member_key = m.member_key and o.channel in (c.channel, 'all')
    );
