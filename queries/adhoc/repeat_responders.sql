-- adhoc/repeat_responders: members who answered several campaigns
-- gives: one row per member, the most campaigns answered first
-- asks: campaigns (integer, 3): answered so many, at least
-- asks: since (date, none): contacts from this day on; left out: all
-- asks: rows (integer, 100): at most so many members
-- reads: store.answered_contacts, store.persons
with asked as (
    select
        coalesce(getvariable('campaigns'), 3)::integer as campaigns,
        getvariable('since')::date as since,
),

counted as (
    select
        k.member_key,
        count(distinct k.campaign_key) as contacted,
        count(distinct k.campaign_key) filter (where k.is_answered) as answered,
        max(k.contacted_at)::date as last_contacted_on,
    from store.answered_contacts as k
    cross join asked as q
    where not k.is_control and coalesce(k.contacted_at >= q.since, q.since is null)
    group by k.member_key
)

select p.member_id, c.contacted, c.answered, c.answered / c.contacted as share, c.last_contacted_on,
from counted as c
inner join asked as q on c.answered >= q.campaigns
inner join store.persons as p on c.member_key = p.member_key
order by c.answered desc, share desc, p.member_id
limit coalesce(getvariable('rows'), 100);
