-- measure/told_answers: every answer and refund that was told of the campaigns: by campaign, or by a code of theirs,
--   also in the hands of somebody who was not sent it, and also mistyped.
-- reads: contacted, store.list_treatments, store.lists, measured, store.told, assigned, waves
-- writes: temp told_answers, one row per response of the campaigns; answered_on is NULL where no day is known, value
--   where none is; wave is that of the member's contacts which it came after; is_code: it brought back a code that the
--   member was sent
create or replace temp table told_answers as
with code as (
    select distinct campaign_number, treatment_code
    from contacted
    where treatment_code is not null
    union
    select m.campaign_number, t.treatment_code
    from store.list_treatments as t
    inner join store.lists as l on t.list_key = l.list_key
    inner join measured as m on l.campaign_id = m.campaign_id
),

came_back as (
    select m.campaign_number, r.* exclude (campaign_key),
    from store.told as r
    left join measured as m on r.campaign_key = m.campaign_key
    where m.campaign_number is not null or (r.campaign_key is null and r.treatment_code is not null)
),

-- in the hands of somebody who was not sent it
passed_on as (
    select distinct treatment_code, code_form(treatment_code) as form,
    from came_back
    where campaign_number is null
),

passed_code as (
    select c.campaign_number, p.treatment_code
    from passed_on as p
    inner join code as c on p.treatment_code = c.treatment_code
),

mistyped as (
    select p.treatment_code, p.form
    from passed_on as p
    anti join passed_code as c on p.treatment_code = c.treatment_code
),

known_again as (
    select * from passed_code
    union all
    select distinct c.campaign_number, p.treatment_code,
    from code as c
    inner join mistyped as p on code_form(c.treatment_code) = p.form
),

told as (
    select * from came_back
    where campaign_number is not null
    union all
    select c.campaign_number, r.* exclude (campaign_number),
    from came_back as r
    inner join known_again as c on r.treatment_code = c.treatment_code
    where r.campaign_number is null
),

-- of those who answered alone: most bring back no code
brought as (
    select distinct campaign_number, member_key, treatment_code
    from told
    where treatment_code is not null
),

own as (
    select k.campaign_number, k.member_key, k.treatment_code
    from contacted as k
    semi join brought as b
        on
            k.campaign_number = b.campaign_number
            and k.member_key = b.member_key
            and k.treatment_code = b.treatment_code
    union
    select a.campaign_number, a.member_key, a.treatment_code
    from assigned as a
    semi join brought as b
        on
            a.campaign_number = b.campaign_number
            and a.member_key = b.member_key
            and a.treatment_code = b.treatment_code
)

select
    t.campaign_number, t.member_key, t.responded_at, t.responded_at::date as answered_on, t.value, t.treatment_code,
    t.channel, t.gift, t.kind, t.is_money_back,
    coalesce(w.wave, 1) as wave,
    o.member_key is not null as is_code,
from told as t
left join waves as w
    on
        t.campaign_number = w.campaign_number
        and t.member_key = w.member_key
        and coalesce(t.responded_at::date, date '9999-12-30') >= w.begins_on
        and coalesce(t.responded_at::date, date '9999-12-30') < w.ends_on
left join own as o
    on t.campaign_number = o.campaign_number and t.member_key = o.member_key and t.treatment_code = o.treatment_code;
