-- choice/beside: what a pass by value alone comes past: every offer of everyone who waits, or of some, drawn by hash.
-- asks: most (how many of those who may be contacted)
-- reads: worths, bids
-- writes: awaited, those of the pass 'beside'
insert into awaited by name
with drawn as (
    select chooser_key
    from worths
    where not is_holdout
    order by tie, chooser_key
    limit getvariable('most')
)

select 'beside' as pass, 1 as band, o.chooser_key, o.offer, o.priority, o.propensity,
from bids as o
semi join drawn as s on o.chooser_key = s.chooser_key;
