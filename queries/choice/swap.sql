-- choice/swap: the list of a trial again, where a few get another offer than they had, or none, as all of them together
--   bring more so.
-- asks: trial; swapped, the number of the trial with the swaps; swaps, as JSON: chooser_key, offer (none where they
--   lose their place)
-- reads: settled
-- writes: places, stage 0
insert into places by name
with swap as (
    select unnest(
        from_json(getvariable('swaps')::json, '[{"chooser_key": "integer", "offer": "integer"}]'), recursive := true
    )
),

improved as (
    select s.chooser_key, s.offer, s.is_holdout, s.is_explored,
    from settled as s
    anti join swap as c on s.chooser_key = c.chooser_key
    where s.trial = getvariable('trial')
    union all
    select chooser_key, offer, false as is_holdout, false as is_explored,
    from swap
    where offer is not null
)

select getvariable('swapped')::integer as trial, 0 as stage, 0 as rank, *,
from improved;
