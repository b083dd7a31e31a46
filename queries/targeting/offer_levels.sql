-- targeting/offer_levels: what members do over what their chance of an answer to an offer says, contacted and unasked,
--   by
--   past holdouts of its product, else of all; nothing where no holdout tells enough. That contacts keep people from
--   what they would have done is never said of an offer as a whole, only of some members.
-- reads: offers, store.arm_levels
-- writes: temp offer_levels, one row per plan and offer
create temp table offer_levels as
with level as (
    select
        product,
        max(level) filter (where not is_control) as contacted_level,
        max(level) filter (where is_control) as unasked_level,
    from store.arm_levels
    group by product
    having count(*) = 2
)

select
    f.plan, f.offer,
    coalesce(p.contacted_level, a.contacted_level) as contacted_level,
    least(
        coalesce(p.unasked_level, a.unasked_level), coalesce(p.contacted_level, a.contacted_level)
    ) as unasked_level,
from offers as f
inner join level as a on a.product is null
left join level as p on f.product = p.product;
