-- load/macros: how texts of a file are read; NULL means that the text is not of that kind.
-- asks: is_plain, default false: no blanks beyond ASCII in the file, and no letters that have another form;
--   value_words, value_meanings: words of cells and what they stand for, NULL where the settings have none
-- writes: temporary macros, for the length of a load
-- blanks around a text go, and its letters take one form; most texts are plain, and pass by a few cheap comparisons
create or replace temp macro begins_blank(text) as
text < '!' or starts_with(text, chr(160)) or starts_with(text, chr(12288)) or starts_with(text, chr(65279));

create or replace temp macro ends_blank(text) as
ends_with(text, ' ') or ends_with(text, chr(9)) or ends_with(text, chr(13)) or ends_with(text, chr(10))
or ends_with(text, chr(160)) or ends_with(text, chr(12288)) or ends_with(text, chr(65279));

create or replace temp macro stripped(text) as
case
    when coalesce(getvariable('is_plain'), false) and text >= '!' and text[-1] >= '!' then text
    when text >= '!' and text < chr(160) and reverse(text) >= '!' and reverse(text) < chr(160) then nfc_normalize(text)
    when not begins_blank(text) and not ends_blank(text) then nfc_normalize(text)
    else nfc_normalize(trim(text, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288) || chr(65279)))
end;

-- a stripped text, or NULL where it only says that there is none; a list after IN would be a join per column
create or replace temp macro clean(text) as
case
    when
        strlen(text) <= 4
        and (text < '-' or text >= ':') -- no number
        and (
            text = '' or text = 'NULL' or text = 'null' or text = 'N/A' or text = 'n/a' or text = '#N/A'
            or text = '\N' or text = 'nan' or text = 'NaN' or text = 'NaT'
        )
        then null
    else text
end;

-- a dash alone says that there is no value; a list after IN would be a join per column
create or replace temp macro clean_figure(text) as
case when text = '-' or text = '--' or text = '–' or text = '—' then null else clean(text) end;

-- a cleaned text as [load.values] of the settings has it
create or replace temp macro worded(text) as
case
    when getvariable('value_words') is null then text
    else
        coalesce(
            list_extract(getvariable('value_meanings'), list_position(getvariable('value_words'), plain_word(text))),
            text
        )
end;

-- 1 where cleaning made another text of it, or none; an empty one was none before
create or replace temp macro is_changed(text, cleaned) as
case when cleaned = text or coalesce(text, '') = '' then 0::usmallint else 1::usmallint end;

create or replace temp macro as_flag(text) as
case
    when
        list_contains(
            [
                '1', 'true', 't', 'yes', 'y', '是', '有', '对', 'ja', 'j', 'wahr', 'oui', 'o', 'vrai', 'sí', 'si', 's',
                'verdadero'
            ],
            lower(text)
        )
        then true
    when
        list_contains(
            ['0', 'false', 'f', 'no', 'n', '否', '无', '不是', 'nein', 'falsch', 'non', 'faux', 'falso'], lower(text)
        )
        then false
end;

-- the check of one column: what is wrong with it, or NULL; a missing value is fine
create or replace temp macro fault(name, text, value, what) as
case when text is not null and value is null then [name, text, 'is not ' || what] end;

-- amounts, days and times as computers write them: most files hold no other. Where one does, load/amount_macros and
-- load/time_macros put fuller readings in the place of these
create or replace temp macro within_reason(moment) as
case when moment between timestamp '1900-01-01' and timestamp '2199-12-31 23:59:59' then moment end;

-- its length says which pattern is worth a look
create or replace temp macro is_iso(text) as
case strlen(text)
    when 10 then text like '____-__-__'
    when 16 then text like '____-__-__ __:__'
    when 19 then text like '____-__-__ __:__:__' or text like '____-__-__T__:__:__'
    else text is null and null
end;

create or replace temp macro is_plain_time(text) as
coalesce(is_iso(text) or text like '____-__', true);

-- by patterns, for a cast would take a zone behind it, and drop it
create or replace temp macro as_time(text, numbers) as
within_reason(
    try_strptime(text, ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d', '%Y-%m-%d %H:%M', '%Y-%m-%dT%H:%M:%S'])
);

create or replace temp macro as_time_of_day(text, numbers) as
as_time(text, numbers);

create or replace temp macro as_day(text, numbers) as
as_time(text, numbers)::date;

create or replace temp macro as_month(text, numbers) as
date_trunc(
    'month',
    case when text like '____-__' then within_reason(try_strptime(text, '%Y-%m')) else as_time(text, numbers) end
)::date;

create or replace temp macro time_fault(name, text, value, what) as
fault(name, text, value, what);

-- 2.001: two and a bit, or two thousand and one; 1,234 is so by its comma
create or replace temp macro is_open_point(text) as
text[-4] = '.' and regexp_full_match(text, '[-+]?[1-9][0-9]{0,2}[.][0-9]{3}');

-- an amount as computers write it
create or replace temp macro bare_amount(text) as
case when not contains(text, '_') then try_cast(text as decimal(18, 6)) end;

create or replace temp macro is_plain_amount(text) as
text is null or (bare_amount(text) is not null and not coalesce(is_open_point(text), false));

create or replace temp macro as_amount(text, decimal_mark, money) as
case when not coalesce(is_open_point(text), false) then bare_amount(text) end;

create or replace temp macro amount_fault(name, text, value) as
fault(name, text, value, 'an amount');

create or replace temp macro required(name, value) as
case when value is null then [name, null, 'is missing'] end;

create or replace temp macro is_email(text) as
regexp_full_match(text, '[^@\s,;:<>()"]+@[^@\s,;:<>()"]+[.][^@\s,;:<>()".]+');

-- whether a text could be a phone at all, in however many digits
create or replace temp macro reads_as_phone(text) as
regexp_full_match(text, '[-+0-9().,/\s\x{00A0}]+(?:(?i)ext?[. ]*[0-9]+)?')
and length(regexp_replace(text, '[^0-9]', '', 'g')) between 5 and 20;

-- whether a row says whose it is by an address alone, see address_as_id in load/keys
create or replace temp macro is_address(member_id) as
starts_with(member_id, 'tel:') or starts_with(member_id, 'mailto:');

-- what is wrong with such an address: it is none
create or replace temp macro no_address(member_id) as
case
    when starts_with(member_id, 'tel:') and not reads_as_phone(substr(member_id, 5))
        then ['phone', substr(member_id, 5), 'is no phone number']
    when starts_with(member_id, 'mailto:') and not is_email(substr(member_id, 8))
        then ['email', substr(member_id, 8), 'is no e-mail address']
end;
