-- added/unasked: keeps what every member does over what their chance of an answer says, contacted and unasked, beyond
--   the level of all; who learns it puts what values of attributes and habits say where the comments are.
-- asks: log_ratio_low, log_ratio_high (responsiveness beyond them was hardly seen among those held out)
-- reads: store.profiles, store.responsiveness, store.constants
-- writes: store.unasked, one row per member
insert into store.unasked
with weight as (
    select
        coalesce(sum(value) filter (where constant = 'contacted_weight' and subject = '(chance)'), 0)
            as contacted_slope,
        coalesce(sum(value) filter (where constant = 'unasked_weight' and subject = '(chance)'), 0) as unasked_slope,
    from store.constants
),

known as (
    select
        p.member_key,
        ln(
            least(
                greatest(coalesce(r.ratio, 1), exp(getvariable('log_ratio_low'))), exp(getvariable('log_ratio_high'))
            )
        ) as log_ratio,
        0 /* contacted */ as contacted,
        0 /* unasked */ as unasked,
    from store.profiles as p
    left join store.responsiveness as r on p.member_key = r.member_key
    /* value_joins */
)

select
    k.member_key,
    rounded(exp(w.contacted_slope * k.log_ratio + k.contacted), 6) as contacted_ratio,
    rounded(exp(w.unasked_slope * k.log_ratio + k.unasked), 6) as unasked_ratio,
from known as k
cross join weight as w;
