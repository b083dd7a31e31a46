-- choice/pass: what everyone would choose at given tolls, and who is near to choosing otherwise.
--   The gain of an offer is worth − toll + premium of the member's cell; the best of them is chosen if it is above 0.
--   A member is near where the best and the next best choice, no offer being one of them, differ by less than reach.
-- asks: tolls (one number per offer), premiums (one per cell, the first that of no cell), reach, drawn (how many near
--   members to name of each kind)
-- reads: worths
-- gives: one row per offer chosen (0: none), next best choice and cell: members, count_near, gain (the sum of what is
--   chosen), near (keys of some of the near, the lowest draws of all)
with gain as (
    select
        chooser_key, tie, cell, offers,
        [w - getvariable('tolls')[offers[i]] + getvariable('premiums')[cell + 1] for w, i in worth] as gains,
    from worths
    where not is_holdout
),

best as (
    select *, list_max(gains) as best_gain, list_position(gains, list_max(gains)) as best_place,
    from gain
),

other as (
    select *, [case when i <> best_place then g end for g, i in gains] as other_gains,
    from best
),

pair as (
    select
        chooser_key, tie, cell, best_gain,
        offers[best_place] as best_offer,
        list_max(other_gains) as next_gain,
        offers[list_position(other_gains, list_max(other_gains))] as next_offer,
    from other
),

placed as (
    select
        chooser_key, tie, cell,
        case when best_gain > 0 then best_offer else 0 end as offer,
        case when best_gain <= 0 then best_offer when next_gain > 0 then next_offer else 0 end as next_offer,
        case
            when best_gain <= 0 then -best_gain
            when next_gain > 0 then best_gain - next_gain
            else best_gain
        end as margin,
        greatest(best_gain, 0) as gain,
    from pair
)

select
    offer, next_offer, cell,
    count(*) as members,
    count(*) filter (where margin < getvariable('reach')) as count_near,
    sum(rounded(gain, 9)::decimal(38, 9))::double as gain,
    coalesce(
        arg_min(chooser_key, (tie, chooser_key), getvariable('drawn')) filter (where margin < getvariable('reach')),
        []
    ) as near,
from placed
group by offer, next_offer, cell
order by offer, next_offer, cell;
