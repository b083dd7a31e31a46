-- diff/counts: how many moved in which way, and for those who left or joined, by which rule.
-- reads: moves, spared
-- gives: one row per move, and of those who left or joined per rule: reason in words, kind;
--   propensity is an average; held_out, of how many of them the rule counts a contact that they were held out of
with told as (
    select
        m.* replace (case when m.move in ('left', 'joined') then m.reason end as reason),
        s.member_id is not null as is_spared,
    from moves as m
    left join spared as s on m.member_id = s.member_id
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
    count(*) filter (where is_spared) as held_out,
from told
group by move, step, kind
order by move, members desc, reason;
