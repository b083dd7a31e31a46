-- choice/obstacle: the first turn at which somebody cannot be contacted as they stand, and why: the list is full, or
--   their offer would break another limit: no room left, or it costs more than is left of the budget.
-- asks: limits, as JSON: kind ('size' is that of the list, at which it ends), most, uses (what a contact with each
--   offer takes of it)
-- reads: walked, settled
-- gives: one row: turn (NULL: none), is_full, offer, ended_at (the priority at that turn); walked and standing, how
--   many were walked past and how many were on the list before
with asked as (
    select unnest(from_json(
        getvariable('limits')::json, '[{"kind": "varchar", "most": "decimal(18, 6)", "uses": ["decimal(18, 6)"]}]'
    )) as told
),

numbered as (
    select row_number() over () as place, told,
    from asked
),

limits as (
    select place, told.kind as kind, told.most as most,
    from numbered
),

uses as (
    select place, unnest(range(1, len(told.uses) + 1)) as offer, unnest(told.uses) as amount,
    from numbered
),

before as (
    select u.place, sum(u.amount) as used,
    from settled as s
    inner join uses as u on s.offer = u.offer and u.amount <> 0
    where not s.is_holdout
    group by u.place
),

running as (
    select
        w.turn, w.offer, u.place,
        sum(u.amount) over (partition by u.place order by w.turn rows unbounded preceding) as used,
    from walked as w
    inner join uses as u on w.offer = u.offer and u.amount <> 0
    where not w.is_holdout
),

met as (
    select r.turn, r.offer, l.kind = 'size' as is_full,
    from running as r
    inner join limits as l on r.place = l.place
    left join before as b on r.place = b.place
    where r.used + coalesce(b.used, 0) > l.most
),

first_met as (
    select
        min(turn) as turn,
        coalesce(arg_min(is_full, (turn, not is_full)), false) as is_full,
        arg_min(offer, turn) as offer,
    from met
)

select
    f.turn, f.is_full, f.offer,
    (select w.priority from walked as w where w.turn = f.turn) as ended_at,
    (select count(*) from walked) as walked,
    (select count(*) from settled) as standing,
from first_met as f;
