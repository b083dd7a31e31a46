-- choice/ranked: those on the list in the order of what they are worth, whatever the order in which they were chosen.
-- reads: improved, bids, choosers
-- writes: temp ranked, one row per chooser
create temp table ranked as
select
    row_number() over (
        order by o.priority desc nulls last, o.propensity desc, c.tie, s.chooser_key
    )::integer as rank,
    s.chooser_key, s.offer, o.propensity, s.is_holdout, o.priority, s.is_explored,
from improved as s
inner join bids as o on s.chooser_key = o.chooser_key and s.offer = o.offer
inner join choosers as c on s.chooser_key = c.chooser_key;
