-- targeting/make_codes: makes a code for each member without one, of a hash of campaign, wave, seed, member and
--   attempt. Where somebody has it, or two get the same, who is not the first by plan and id is left for the next one.
-- asks: attempt, from 0
-- reads: coded, chosen, made_codes, taken_codes, store.persons
-- writes: made_codes
insert into made_codes
with wanting as (
    select c.plan, c.member_key, p.member_id, d.campaign_id, coalesce(d.wave, 1) as wave, d.seed,
    from chosen as c
    inner join coded as d on c.plan = d.plan
    inner join store.persons as p on c.member_key = p.member_key
    anti join made_codes as m on c.plan = m.plan and c.member_key = m.member_key
    where not c.is_control and d.source is null
),

hashed as (
    select
        plan, member_key, member_id,
        (
            md5_number_lower(
                concat_ws('/', 'code', campaign_id, wave, seed, member_id, getvariable('attempt')::integer)
            ) % 34359738368
        )::bigint as number,
    from wanting
),

lettered as (
    select plan, member_key, member_id, as_letters(number) as body,
    from hashed
),

tried as (
    select plan, member_key, member_id, body || check_letter(body) as code,
    from lettered
)

select t.plan, t.member_key, t.code,
from tried as t
anti join taken_codes as k on t.code = k.form
anti join made_codes as m on t.code = m.code
qualify row_number() over (partition by t.code order by t.plan, t.member_id) = 1;
