-- load/phones: each distinct phone of a members file, as E.164 where it plainly is one.
-- asks: country_code, national_number, mobile, national_prefix (patterns) of the settings' region, NULL without one
-- reads: written_phones
-- writes: temp phones, one row per text; is_phone, whether it can be dialled as it is written; is_worth_a_look where a
--   library should try what SQL could not read: not what holds no digit, zeros alone, or is a spreadsheet's number
create or replace temp table phones as
with written as (
    select distinct phone, regexp_replace(phone, '[-\s().\x{00A0}]', '', 'g') as digits,
    from written_phones
    where phone is not null
),

read_out as (
    select
        phone,
        case
            when contains(phone, '.') and not is_phone(phone) then null -- a spreadsheet's number
            when regexp_full_match(digits, '[+][1-9][0-9]{7,14}') then digits
            -- as gateways write a mobile: country code and number, without a sign
            when
                starts_with(digits, getvariable('country_code'))
                and regexp_full_match(substr(digits, length(getvariable('country_code')) + 1), getvariable('mobile'))
                and not regexp_full_match(digits, getvariable('mobile'))
                then '+' || digits
            when
                regexp_full_match(digits, getvariable('national_number'))
                and not coalesce(regexp_matches(digits, getvariable('national_prefix')), false)
                then '+' || getvariable('country_code') || digits
        end as e164,
    from written
)

select
    phone,
    e164,
    case
        when e164 is not null then true
        -- of a known region, what is shorter than a number of one's own is none
        when getvariable('country_code') is not null and length(regexp_replace(phone, '[^0-9]', '', 'g')) < 7 then false
        else is_phone(phone)
    end as is_phone,
    e164 is null
    and regexp_matches(phone, '[1-9１-９]')
    and not regexp_full_match(phone, '[0-9]*[.][0-9]*|[0-9]+([.,][0-9]+)?[eE][-+]?[0-9]+')
    and length(ltrim(regexp_replace(regexp_replace(phone, '(?i)(;|,|ext|x|#|转).{1,9}$', ''), '[^0-9]', '', 'g'), '0'))
    <= 15 -- the longest number there is; more are two, or none
    and (getvariable('country_code') is not null or phone like '%+%') as is_worth_a_look,
from read_out;
