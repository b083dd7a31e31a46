-- choice/take: the next round: whoever is not settled yet, each with the best offer open to them, in the order in which
--   they are taken, up to the first who cannot be contacted as they stand: the list is full, or their offer would break
--   another limit: no room left, or it costs more than is left of the budget.
-- asks: trial, stage, round, is_explored (whether they were drawn); pass, that of those awaited (NULL: it comes past
--   everybody who bids); rows (the most rows needed); floor (the priority below which nobody is taken; NULL: all);
--   closed (offers that have no room left by now); limits, as JSON: kind ('size' is that of the list, at which it
--   ends), most, uses (what a contact with each offer takes of it)
-- reads: bids, awaited, choosers, settled
-- writes: places, one row per chooser taken, in order, and one for whom a limit was met
insert into places by name
with placed as (
    select chooser_key, offer, is_holdout,
    from settled
    where trial = getvariable('trial')
),

wish as (
    select chooser_key, offer, priority, propensity,
    from bids
    where getvariable('pass') is null
    union all
    select chooser_key, offer, priority, propensity,
    from awaited
    where pass = getvariable('pass')
),

waiting as (
    select
        o.chooser_key,
        max((o.priority, o.propensity, -o.offer)) as best,
    from wish as o
    anti join placed as s on o.chooser_key = s.chooser_key
    where not list_contains(getvariable('closed')::integer[], o.offer)
    group by o.chooser_key
),

ordered as (
    select
        w.chooser_key, -w.best[3] as offer, w.best[1] as priority, w.best[2] as propensity, c.is_holdout, c.tie,
    from waiting as w
    inner join choosers as c on w.chooser_key = c.chooser_key
    where getvariable('floor') is null or w.best[1] >= as_priority(getvariable('floor'))
    order by w.best[1] desc nulls last, w.best[2] desc, c.tie, w.chooser_key
    limit getvariable('rows')
),

seen as materialized (
    select
        chooser_key, offer, priority, propensity, is_holdout,
        row_number() over (order by priority desc nulls last, propensity desc, tie, chooser_key) as turn,
    from ordered
),

asked as (
    select unnest(
        from_json(
            getvariable('limits')::json,
            '[{"place": "integer", "kind": "varchar", "most": "decimal(18, 6)", "uses": ["decimal(18, 6)"]}]'
        ),
        recursive := true
    )
),

uses as (
    select place, unnest(range(1, len(uses) + 1)) as offer, unnest(uses) as amount,
    from asked
),

before as (
    select u.place, sum(u.amount) as used,
    from placed as s
    inner join uses as u on s.offer = u.offer and u.amount <> 0
    where not s.is_holdout
    group by u.place
),

total as (
    select u.place, sum(u.amount) as used,
    from seen as s
    inner join uses as u on s.offer = u.offer and u.amount <> 0
    where not s.is_holdout
    group by u.place
),

-- what all of them together keep, each of them keeps: most limits need no sum from one to the next
tight as (
    select l.place, l.kind, l.most - coalesce(b.used, 0) as room,
    from asked as l
    inner join total as t on l.place = t.place
    left join before as b on l.place = b.place
    where t.used + coalesce(b.used, 0) > l.most
),

running as (
    select
        s.turn, t.kind, t.room,
        sum(u.amount) over (partition by u.place order by s.turn rows unbounded preceding) as used,
    from seen as s
    inner join uses as u on s.offer = u.offer and u.amount <> 0
    inner join tight as t on u.place = t.place
    where not s.is_holdout
),

met as (
    select min((turn, kind <> 'size')) as first_met,
    from running
    where used > room
)

select
    getvariable('trial')::integer as trial,
    getvariable('stage')::integer as stage,
    getvariable('round')::integer as round,
    (select count(*) from placed) + s.turn as rank,
    s.chooser_key, s.offer, s.propensity, s.is_holdout, s.priority,
    getvariable('is_explored')::boolean as is_explored,
    case when s.turn = m.first_met[1] then if(m.first_met[2], 'limit', 'size') end as met,
from seen as s
cross join met as m
where m.first_met is null or s.turn <= m.first_met[1];
