-- choice/ranked: those on the list in the order of what they are worth, whatever the order in which they were chosen.
-- reads: settled, options, candidates
-- writes: settled
create or replace temp table settled as
select
    row_number() over (
        order by o.priority desc nulls last, o.propensity desc, c.tie, s.member_key
    )::integer as rank,
    s.member_key, s.offer, o.propensity, s.is_holdout, o.priority, s.is_explored,
from settled as s
inner join options as o on s.member_key = o.member_key and s.offer = o.offer
inner join candidates as c on s.member_key = c.member_key;
