-- replay/cut_rules: how many contacts each rule had no room for.
-- reads: caps, gone_through
-- gives: one row per rule, in order: left_out, by it or by others too; left_out_alone: by no other
with left_out as (
    select bits, count(*) as contacts,
    from gone_through
    where is_left_out and not is_held
    group by bits
)

select
    c.cap, c.family, c.most, c.days, c.per,
    coalesce(sum(l.contacts) filter (where l.bits & c.bit <> 0), 0)::bigint as left_out,
    coalesce(sum(l.contacts) filter (where l.bits = c.bit), 0)::bigint as left_out_alone,
from caps as c
left join left_out as l on l.bits & c.bit <> 0
group by c.cap, c.family, c.most, c.days, c.per
order by c.cap;
