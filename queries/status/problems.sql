-- status/problems: what is odd in the workspace; no row means nothing found.
-- gives: one row per problem, with the cure
with known as (
    select p.member_key, m.member_key is null as is_unknown,
    from store.persons as p
    left join store.members as m using (member_key)
),

found as (
    select
        1 as line,
        count(distinct k.member_key) as count,
        'contacted members who are not loaded; load members' as words,
    from store.contacts as k
    inner join known using (member_key)
    where known.is_unknown
    union all
    select 2, count(*), 'campaigns with contacts or responses but no description; load campaigns',
    from store.campaigns
    where not is_loaded
    union all
    select 3, count(*), 'contacts without a day, so not used; load contacted_at, or starts_on of their campaigns',
    from store.contacts as k
    inner join store.treatments as t using (treatment_key)
    inner join store.campaigns as c using (campaign_key)
    where k.contacted_at is null and c.starts_on is null
    union all
    select 4, count(*), 'responses by members who were not contacted in that campaign; not used by the scores',
    from store.responses as r
    anti join (
        select k.member_key, t.campaign_key,
        from store.contacts as k
        inner join store.treatments as t using (treatment_key)
        where not k.is_control
    ) as k on r.member_key = k.member_key and r.campaign_key = k.campaign_key
    where r.campaign_key is not null
    union all
    select 5, count(*), 'opt-outs of people who are not loaded as members; they are kept and will hold',
    from store.optouts
    inner join known using (member_key)
    where known.is_unknown
    union all
    select 6, count(*), 'members without a score; run attitude score',
    from store.members
    anti join store.responsiveness using (member_key)
)

select count, words,
from found
where count > 0
order by line;
