-- targeting/fingerprint: one number for each list that any change of what was decided changes: who, with which offer,
--   in which place and arm, when; a sum, so that order does not matter. Chances and money follow from these and are not
--   in it.
-- reads: plans, chosen, list_treatments, store.persons
-- gives: one row per plan: fingerprint
with decided as (
    select
        c.plan,
        md5_number_lower(concat_ws(
            '/', p.member_id, c.rank, t.offer, coalesce(t.name, ''), c.is_control::integer, epoch_us(c.send_at)
        )) as number,
    from chosen as c
    inner join list_treatments as t on c.plan = t.plan and c.treatment = t.treatment
    inner join store.persons as p on c.member_key = p.member_key
)

select n.plan, coalesce(sum(d.number), 0)::varchar as fingerprint,
from plans as n
left join decided as d on n.plan = d.plan
group by n.plan
order by n.plan;
