-- status/overview: what is in the workspace.
-- reads: store.unscored, store.member_sums, store.members, store.campaigns, store.contacts, store.responses,
--   store.usage, store.optouts, store.address_optouts, store.scorings, former_members, store.lists
-- gives: one row per thing counted, in reading order
with unscored as (
    select count(*) as members from store.unscored
),

contacted as (
    select count(*) as members
    from store.member_sums
    semi join store.members using (member_key)
),

everybody as (
    select count(*) as members from store.members
),

counts as (
    select 1 as line, 'members' as what, count(*) as count, null::date as first_day, null::date as last_day,
    from store.members
    union all
    select 2, 'campaigns', count(*), min(starts_on), max(starts_on),
    from store.campaigns
    where is_loaded
    union all
    select 3, 'contacts', count(*), min(contacted_at)::date, max(contacted_at)::date,
    from store.contacts
    union all
    select 4, 'responses', count(*), min(responded_at)::date, max(responded_at)::date,
    from store.responses
    union all
    select 5, 'usage', count(*), min(month), max(month),
    from store.usage
    union all
    select 6, 'optouts', count(*), min(opted_out_on), max(opted_out_on),
    from (
        select opted_out_on from store.optouts
        union all
        select opted_out_on from store.address_optouts
    ) as said
    union all
    select 7, 'members with scores', e.members - u.members, s.as_of as first_day, s.as_of as last_day,
    from everybody as e
    cross join unscored as u
    left join store.scorings as s on true
    union all
    select 8, 'members with evidence', c.members, s.as_of as first_day, s.as_of as last_day,
    from contacted as c
    left join store.scorings as s on true
    union all
    select 10, 'members who left', count(*), min(left_on), max(left_on),
    from former_members
    having count(*) > 0
    union all
    select 9, 'lists', count(*), min(starts_on), max(starts_on),
    from store.lists
)

select what, count, first_day, last_day,
from counts
order by line;
