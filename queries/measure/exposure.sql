-- measure/exposure: how often other campaigns contacted those contacted by this one and those held out of it, within
--   the window in which their answers count: where the arms differ in it, they differ in more than the campaign. Other
--   campaigns' lists that were handed over count until their contacts are loaded.
--   z: the difference of the two means over its standard error, unequal variances; those held out weigh what they weigh
--   in the lift, and are as many as would tell as much with equal weights, (sum of weights) squared / sum of squares.
-- asks: first_day, last_day (of all windows)
-- reads: arms, measured, store.contacts, store.full_treatments, store.planned, store.lists
-- gives: one row per arm, those contacted first: members; contacts, of other campaigns; contacts_each, per member, of
--   those held out the weighted mean; z, of the two arms (NULL: one is empty, or neither was contacted)
with contact as (
    select k.member_key, coalesce(k.contacted_at::date, t.starts_on) as contacted_on,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    anti join measured as m on t.campaign_key = m.campaign_key
    where
        not k.is_control
        -- told apart from what follows so that other contacts need not be read
        and (
            k.contacted_at is null
            or (
                k.contacted_at >= getvariable('first_day')::timestamp
                and k.contacted_at < getvariable('last_day')::timestamp + to_days(1)
            )
        )
    union all
    select n.member_key, n.contacted_at::date as contacted_on,
    from store.planned as n
    inner join store.lists as l on n.list_key = l.list_key and l.status = 'exported'
    anti join measured as m on n.campaign_id = m.campaign_id
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
