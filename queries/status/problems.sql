-- status/problems: what is odd in the workspace; no row means nothing found.
-- gives: one row per kind of problem: what, count, cure
with known as (
    select p.member_key, m.member_key is null as is_unknown,
    from store.persons as p
    left join store.members as m using (member_key)
),

found as (
    select
        1 as line,
        'contacted people who are not loaded as members' as what,
        count(distinct k.member_key) as count,
        'load members' as cure,
    from store.contacts as k
    inner join known using (member_key)
    where known.is_unknown
    union all
    select 2, 'campaigns with contacts or responses but no description', count(*), 'load campaigns',
    from store.campaigns
    where not is_loaded
    union all
    select
        3,
        'contacts without a day, not used by the scores',
        count(*),
        'load contacted_at, or starts_on of their campaigns',
    from store.contacts as k
    inner join store.treatments as t using (treatment_key)
    inner join store.campaigns as c using (campaign_key)
    where k.contacted_at is null and c.starts_on is null
    union all
    select
        4,
        'responses by members whom that campaign did not contact, not used by the scores',
        count(*),
        'fine where people answer unasked, else load the contacts',
    from store.answered as r
    anti join (
        select k.member_key, t.campaign_key,
        from store.contacts as k
        inner join store.treatments as t using (treatment_key)
        where not k.is_control
    ) as k on r.member_key = k.member_key and r.campaign_key = k.campaign_key
    where r.campaign_key is not null
    union all
    select 5, 'opt-outs of people who are not loaded as members', count(*), 'they are kept and will hold',
    from store.optouts
    inner join known using (member_key)
    where known.is_unknown
    union all
    select 6, 'members without a score', count(*), 'run attitude score',
    from store.members
    anti join store.responsiveness using (member_key)
    union all
    select 7, 'contacts and responses dated after today', count(*), 'mend the dates, or score with --as-of',
    from (
        select contacted_at as moment from store.contacts
        union all
        select responded_at from store.responses
    ) as dated
    where moment > current_date + interval 1 day
    union all
    select 8, 'responses whose code no contact and no list has', count(*), 'load the contacts',
    from store.answered
    where campaign_key is null
)

select what, count, cure,
from found
where count > 0
order by line;
