-- adhoc/repeat_responders: members who answered several campaigns
-- gives: one row per member, the most campaigns answered first
-- asks: campaigns (integer, 3): answered so many, at least
-- asks: since (date, none): contacts from this day on; left out: all
-- asks: rows (integer, 100): at most so many members
-- reads: contacts, direct_answers
with asked as (
    select
        coalesce(getvariable('campaigns'), 3)::integer as campaigns,
        getvariable('since')::date as since,
),

answered as (
    select distinct member_id, campaign_id,
    from direct_answers
),

counted as (
    select
        k.member_id,
        count(distinct k.campaign_id) as contacted,
        count(distinct a.campaign_id) as answered,
        max(k.contacted_at)::date as last_contacted_on,
    from contacts as k
    cross join asked as q
    left join answered as a on k.member_id = a.member_id and k.campaign_id = a.campaign_id
    where not k.is_control and coalesce(k.contacted_at >= q.since, q.since is null)
    group by k.member_id
)

select c.member_id, c.contacted, c.answered, c.answered / c.contacted as share, c.last_contacted_on,
from counted as c
inner join asked as q on c.answered >= q.campaigns
order by c.answered desc, share desc, c.member_id
limit coalesce(getvariable('rows'), 100);
