-- campaign/people: who a campaign was for: what its members share, beside all members, by the attributes that the
--   scores use, as they are now. Of contacts that are loaded, else of its lists as they stand, without those held out.
-- asks: campaign (its id)
-- reads: store.contacts, store.treatments, store.campaigns, store.list_members, store.profiles, store.profile_values,
--   standing_lists
-- gives: one row per attribute and value that members have, the largest difference first: attribute, value (NULL:
--   missing), members (of the campaign), share (of these), share_base (of all members)
with contacted as (
    select distinct k.member_key
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where c.campaign_id = getvariable('campaign') and not k.is_control
),

reached as (
    select member_key from contacted
    union
    select m.member_key
    from standing_lists as l
    inner join store.list_members as m on l.list_key = m.list_key
    where not m.is_control and not exists (select 1 from contacted)
),

coded as (
    unpivot (select * exclude (joined_on), 0::utinyint as _none_ from store.profiles) on columns(* exclude (member_key))
    into name attribute value code
),

counted as (
    select c.attribute, c.code, count(*) as base, count(r.member_key) as members,
    from coded as c
    left join reached as r on c.member_key = r.member_key
    where c.attribute <> '_none_'
    group by c.attribute, c.code
),

shared as (
    select
        attribute, code, members,
        members / sum(members) over (partition by attribute) as share,
        base / sum(base) over (partition by attribute) as share_base,
    from counted
)

select s.attribute, v.value, s.members, s.share, s.share_base,
from shared as s
inner join store.profile_values as v on s.attribute = v.attribute and s.code = v.code
where s.share is not null
order by rounded(abs(s.share - s.share_base), 9) desc, s.attribute, v.value nulls first;
