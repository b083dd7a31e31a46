-- How the list of campaign 18, made from what was known the day before, answered beside the other households mailed.
with responder as (
    select distinct member_id
    from responses
    where campaign_id = '18'
)

select
    case when l.member_id is null then 'mailed, not on the list' else 'on the list' end as household,
    count(*) as mailed,
    count(r.member_id) as redeemed,
    count(r.member_id) / count(*) as rate,
from contacts as c
left join list_members as l on c.member_id = l.member_id and not l.is_control
left join responder as r on c.member_id = r.member_id
where c.campaign_id = '18'
group by household
order by household desc
