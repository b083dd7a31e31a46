-- measure/added_bands: the arms, each member in the tenth of the exported list that what a contact was to add puts them
--   in, the best first, those held out among them.
-- reads: arms, store.list_members
-- writes: temp added_bands, one row per member: added, what was foreseen; who was on no list that knew it is '(no
--   added)'
create or replace temp table added_bands as
with foreseen as (
    select a.*, m.added,
    from arms as a
    left join store.list_members as m on a.list_key = m.list_key and a.member_key = m.member_key
),

tenth as (
    select
        campaign_number, member_key, is_control, delivered, is_responder, value, has_outcome, outcome_value, cost,
        stratum, added,
        case
            when added is not null
                then
                    ntile(10) over (
                        partition by added is null
                        order by added desc, rank, list_key, member_key
                    )
        end as tenth,
    from foreseen
    where is_compared
),

edges as (
    select tenth, min(added) as low, max(added) as high,
    from tenth
    where tenth is not null
    group by tenth
)

select
    t.campaign_number, t.member_key, t.is_control, t.delivered, t.is_responder, t.value, t.has_outcome, t.outcome_value,
    t.cost, t.stratum, t.added,
    coalesce(format('{:02d}: {:.3f} to {:.3f}', e.tenth, e.high::double, e.low::double), '(no added)') as slice,
from tenth as t
left join edges as e on t.tenth = e.tenth;
