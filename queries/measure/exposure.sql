-- measure/exposure: how often other campaigns contacted those contacted by this one and those held out of it, within
--   the window in which their answers count: where the arms differ in it, they differ in more than the campaign. Other
--   campaigns' lists that were handed over count until their contacts are loaded.
--   z: the difference of the two means over its standard error, unequal variances; those held out weigh what they weigh
--   in the lift, and are as many as would tell as much with equal weights, (sum of weights) squared / sum of squares.
-- asks: first_day, last_day (of all windows)
-- reads: arms, measured, store.contacts, store.full_treatments, store.lists, store.list_members, store.left_out
-- gives: one row per arm, those contacted first: members; contacts, of other campaigns; contacts_each, per member, of
--   those held out the weighted mean; z, of the two arms (NULL: one is empty, or neither was contacted)
with others as (
    select t.treatment_key, t.campaign_id, t.starts_on
    from store.full_treatments as t
    anti join measured as m on t.campaign_key = m.campaign_key
),

met_by as (
    select distinct o.campaign_id
    from (select distinct treatment_key from store.contacts) as k
    inner join others as o on k.treatment_key = o.treatment_key
),

unsent as (
    select l.list_key, coalesce(l.starts_on, l.as_of) as starts_on
    from store.lists as l
    anti join met_by as k on l.campaign_id = k.campaign_id
    anti join measured as m on l.campaign_id = m.campaign_id
    where l.status = 'exported'
),

-- those with a time apart from those without, so that times of other months need not be read
contact as (
    select k.member_key, k.contacted_at::date as contacted_on,
    from store.contacts as k
    semi join others as t on k.treatment_key = t.treatment_key
    where
        not k.is_control
        and k.contacted_at >= getvariable('first_day')::timestamp
        and k.contacted_at < getvariable('last_day')::timestamp + to_days(1)
    union all
    select k.member_key, t.starts_on as contacted_on,
    from store.contacts as k
    inner join others as t on k.treatment_key = t.treatment_key
    where not k.is_control and k.contacted_at is null
    union all
    select m.member_key, coalesce(m.send_at::date, l.starts_on) as contacted_on,
    from store.list_members as m
    inner join unsent as l on m.list_key = l.list_key
    anti join store.left_out as o on m.list_key = o.list_key and m.member_key = o.member_key
    where not m.is_control
),

met as (
    select a.member_key, a.wave, count(*) as contacts,
    from arms as a
    inner join contact as c on a.member_key = c.member_key
    where c.contacted_on between a.from_on and a.until_on
    group by a.member_key, a.wave
),

member as (
    select a.is_control, a.weight::decimal(38, 12) as weight, coalesce(m.contacts, 0) as contacts,
    from arms as a
    left join met as m on a.member_key = m.member_key and a.wave = m.wave
    where a.is_compared
),

arm as (
    select
        is_control,
        count(*) as members,
        sum(contacts)::bigint as contacts,
        sum(weight)::double as weights,
        sum((weight::double * contacts)::decimal(38, 12))::double / weights as contacts_each,
        sum((weight::double * contacts * contacts)::decimal(38, 12))::double / weights - power(contacts_each, 2)
            as variance,
        power(weights, 2) / sum((weight::double * weight::double)::decimal(38, 12))::double as effective,
    from member
    group by is_control
),

tested as (
    select
        count(*) = 2 and max(contacts) > 0 as is_told,
        max(contacts_each) filter (where not is_control)
        - max(contacts_each) filter (where is_control) as difference,
        sqrt(sum(greatest(variance, 0) / effective)) as error,
    from arm
)

select
    a.is_control, a.members, a.contacts, a.contacts_each,
    -- where everybody was contacted alike in each arm, no chance made the difference
    case
        when t.is_told and t.error > 0 then t.difference / t.error
        when t.is_told then sign(t.difference) * 1e9
    end as z,
from arm as a
cross join tested as t
order by a.is_control;
