-- adhoc/never_chosen: who is chosen for campaigns and who never is, by an attribute of members
-- gives: one row per value of the attribute, the least chosen first: members, those contacted since a day, their share
--   beside that of all members (ratio), contacts a member, those never contacted at all, those who refuse every message
-- asks: attribute (text): a column of members, such as brand
-- asks: since (date, none): contacts from this day on; left out: all
-- asks: members (integer, 20): at least so many members in a row
-- reads: store.typed_members, store.contacts, store.closed_channels
with asked as (
    select
        getvariable('attribute')::varchar as attribute,
        getvariable('since')::date as since,
        coalesce(getvariable('members'), 20)::integer as members,
),

valued as (
    select m.member_key, json_extract_string(to_json(m), '$."' || a.attribute || '"') as value,
    from store.typed_members as m
    cross join asked as a
),

contacted as (
    select
        k.member_key,
        count(*) filter (where coalesce(k.contacted_at >= a.since, a.since is null)) as contacts,
    from store.contacts as k
    cross join asked as a
    where not k.is_control
    group by k.member_key
),

refusing as (
    select distinct member_key,
    from store.closed_channels
    where family = 'all'
),

counted as (
    select
        v.value,
        count(*) as members,
        count(*) filter (where c.contacts > 0) as contacted,
        coalesce(sum(c.contacts), 0)::bigint as contacts,
        count(*) filter (where c.member_key is null) as never,
        count(r.member_key) as refuse_all,
    from valued as v
    left join contacted as c on v.member_key = c.member_key
    left join refusing as r on v.member_key = r.member_key
    group by v.value
),

whole as (
    select sum(contacted) / sum(members) as share,
    from counted
)

select
    c.value, c.members, c.contacted,
    c.contacted / c.members as share,
    c.contacted / c.members / nullif(w.share, 0) as ratio,
    c.contacts / c.members as contacts_per_member,
    c.never, c.refuse_all,
from counted as c
cross join whole as w
inner join asked as a on c.members >= a.members
order by share, c.value nulls last;
