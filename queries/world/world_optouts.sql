-- world/world_optouts: three in a hundred members opt out of a channel or of all; a few come back.
-- asks: seed, months
-- reads: people
-- writes: temp world_optouts, one row per opt-out or opt-in
create or replace temp table world_optouts as
with leaver as (
    select
        member_id,
        pick('optout channel', member_id, ['sms', 'email', 'call', 'all']) as channel,
        month_start(0) + floor(draw('optout day', member_id) * 30 * getvariable('months')::integer)::integer
            as opted_out_on,
    from people
    where draw('optout', member_id) < 0.03
)

select member_id, channel, opted_out_on, 'out' as action,
from leaver
union all
select member_id, channel, opted_out_on + 60, 'in',
from leaver
where draw('returns', member_id) < 0.1 and opted_out_on + 60 < month_start(getvariable('months')::integer)
order by member_id, opted_out_on;
