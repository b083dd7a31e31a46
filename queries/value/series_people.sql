-- value/series_people: who each series was for: everybody on the list of its first wave, by intention to treat,
--   whatever they did later and whichever wave they met; and the step of the staircase on which each stood before and
--   after. Who has no step before, or had gone, is left out.
-- reads: series_runs, store.lists, store.list_members, store.list_treatments, store.member_values, store.value_steps
-- writes: temp series_people, one row per series and member: is_control, held out from the first wave and so from all;
--   cell of that list; move: up, stayed or down, by tiers, or gone
create temp table series_people as
with listed as (
    select
        r.campaign_id, m.member_key,
        bool_or(m.is_control) as is_control,
        min(coalesce(t.cell, '')) as cell,
        any_value(r.place_before) as place_before,
        any_value(r.place_after) as place_after,
    from series_runs as r
    inner join store.lists as l
        on r.campaign_id = l.campaign_id and coalesce(l.wave, 1) = 1 and l.status in ('exported', 'sent')
    inner join store.list_members as m on l.list_key = m.list_key
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    where r.place_before is not null and r.place_after is not null
    group by r.campaign_id, m.member_key
)

select
    x.campaign_id, x.member_key, x.is_control, x.cell,
    case
        when a.tier = 'gone' then 'gone'
        when a.tier_place < b.tier_place then 'up'
        when a.tier_place > b.tier_place then 'down'
        else 'stayed'
    end as move,
from listed as x
inner join store.member_values as v on x.member_key = v.member_key
inner join store.value_steps as b on v.steps[x.place_before] = b.step
inner join store.value_steps as a on v.steps[x.place_after] = a.step
where b.tier <> 'gone';
