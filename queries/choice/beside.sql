-- choice/beside: what a walk by value alone comes past: every offer of everyone who waits, or of some, drawn by hash.
-- asks: most (how many of those who may be contacted)
-- reads: worths, options
-- writes: temp awaited, and temp view wishes over it: one row per member and offer
create or replace temp table awaited as
with drawn as (
    select member_key
    from worths
    where not is_holdout
    order by tie, member_key
    limit getvariable('most')
)

select o.member_key, o.offer, o.priority, o.propensity,
from options as o
semi join drawn as s on o.member_key = s.member_key;

create or replace temp view wishes as
select member_key, offer, priority, propensity,
from awaited;
