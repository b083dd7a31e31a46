-- diff/counts: how many moved in which way, and for those who left or joined, by which rule.
-- reads: moves
-- gives: one row per move, and of those who left or joined per rule: reason in words, kind; propensity is an average
with told as (
    select * replace (case when move in ('left', 'joined') then reason end as reason),
    from moves
)

select
    move,
    any_value(reason) as reason,
    count(*) as members,
    count(*) filter (where was = 'contacted') as was_contacted,
    count(*) filter (where "is" = 'contacted') as is_contacted,
    min(coalesce(rank_before, rank_after)) as first_rank,
    max(coalesce(rank_before, rank_after)) as last_rank,
    avg(coalesce(propensity_before, propensity_after)::decimal(18, 9))::double as propensity,
    kind,
from told
group by move, step, kind
order by move, members desc, reason;
