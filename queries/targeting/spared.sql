-- targeting/spared: of those whom a rule that counts contacts took out, how many were held out of a contact that it
--   counts.
-- reads: exclusions, rules, plans, unsent, store.named_channels
-- gives: one row per plan that has such members: members
with contact_rule as (
    select
        r.plan, r.step, r.kind,
        p.first_day::timestamp as opens_at,
        p.first_day::timestamp + to_days(p.days) as closes_at,
        to_days((r.about ->> '$.days')::integer) as reach,
        coalesce(r.about ->> '$.family', 'all') as family,
    from rules as r
    inner join plans as p on r.plan = p.plan
    where r.kind in ('contacted_within', 'contact_policy', 'household_policy')
)

select e.plan, count(distinct e.member_key) as members,
from unsent as u
inner join exclusions as e on u.member_key = e.member_key
inner join contact_rule as r on e.plan = r.plan and e.step = r.step
where
    (r.family = 'all' or channel_family(u.channel) = r.family)
    and case
        when r.kind = 'contacted_within'
            then u.contacted_at::date between r.opens_at::date - r.reach and r.opens_at::date
        else u.contacted_at > r.opens_at - r.reach and u.contacted_at < r.closes_at + r.reach
    end
group by e.plan
order by e.plan;
