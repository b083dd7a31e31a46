-- choice/scale: what the best offer is worth on average to those to whom it is worth anything.
-- reads: bids
-- gives: one row: scale
with best as (
    select max(priority) as worth,
    from bids
    group by chooser_key
)

select coalesce(sum(worth)::double / count(*), 0) as scale,
from best
where worth > 0;
