-- brief/chosen: whom campaigns of a year chose, and whom they seldom do, by the attributes that the scores use; of the
--   sample of members that constants are learned from.
-- asks: month (its last day is the last that is looked at)
-- reads: store.draws, store.contacts, store.profiles, store.profile_values
-- gives: one row per attribute and value with 20 members or more, the least chosen first: attribute, value (NULL:
--   missing), members, contacted, share, share_all (of all members), ratio of the two; is_seldom: fewer than chance
--   would have it (a normal interval of the share lies below that of all)
with period as (
    select
        last_day(getvariable('month')::date) + 1 - interval 1 year as first_at,
        last_day(getvariable('month')::date) + 1 as end_at,
),

contacted as (
    select distinct k.member_key
    from store.contacts as k
    semi join store.draws as d on k.member_key = d.member_key
    inner join period as p on k.contacted_at >= p.first_at and k.contacted_at < p.end_at
    where not k.is_control
),

profile as (
    select p.* exclude (joined_on), 0::utinyint as _none_
    from store.profiles as p
    semi join store.draws as d on p.member_key = d.member_key
),

coded as (
    unpivot profile on columns(* exclude (member_key))
    into name attribute value code
),

counted as (
    select c.attribute, c.code, count(*) as members, count(k.member_key) as contacted,
    from coded as c
    left join contacted as k on c.member_key = k.member_key
    where c.attribute <> '_none_'
    group by c.attribute, c.code
),

shared as (
    select
        attribute, code, members, contacted,
        contacted / members as share,
        sum(contacted) over whole / sum(members) over whole as share_all,
    from counted
    window whole as (partition by attribute)
)

select
    s.attribute, v.value, s.members, s.contacted, s.share, s.share_all,
    s.share / nullif(s.share_all, 0) as ratio,
    s.share + 1.96 * sqrt(s.share_all * (1 - s.share_all) / s.members) < s.share_all as is_seldom,
from shared as s
inner join store.profile_values as v on s.attribute = v.attribute and s.code = v.code
where s.members >= 20 and s.share_all > 0
order by rounded(ratio, 9), s.attribute, v.value nulls first;
