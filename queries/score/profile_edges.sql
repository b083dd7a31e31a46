-- score/profile_edges: where the numbers or days of an attribute are cut: at the deciles of the sample.
-- reads: attribute_texts (member_key and text, of one attribute), store.draws
-- gives: one row: edges, a list of numbers (days in seconds since 1970), each once, lowest first; is_time
with sampled as (
    select coalesce(try_cast(t.text as double), epoch(try_cast(t.text as timestamp))) as amount,
    from attribute_texts as t
    semi join store.draws as d on t.member_key = d.member_key
    where t.text is not null
),

edge as (
    select unnest(quantile_disc(amount, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])) as edge,
    from sampled
)

select list(distinct edge order by edge) as edges,
from edge
where edge is not null;
