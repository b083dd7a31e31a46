-- load/day_macros: how days are read in the ways that people write them; NULL means that a text is none.
-- writes: temporary macros, for the length of a load
-- English, German, French and Spanish, in full and cut short
set variable month_names = (select map {
    'jan': 1, 'january': 1, 'januar': 1, 'jän': 1, 'jänner': 1, 'janv': 1, 'janvier': 1, 'ene': 1, 'enero': 1,
    'feb': 2, 'february': 2, 'februar': 2, 'fév': 2, 'févr': 2, 'février': 2, 'fevr': 2, 'fevrier': 2, 'febrero': 2,
    'mar': 3, 'march': 3, 'mär': 3, 'märz': 3, 'maerz': 3, 'mrz': 3, 'mars': 3, 'marzo': 3,
    'apr': 4, 'april': 4, 'avr': 4, 'avril': 4, 'abr': 4, 'abril': 4,
    'may': 5, 'mai': 5, 'mayo': 5,
    'jun': 6, 'june': 6, 'juni': 6, 'juin': 6, 'junio': 6,
    'jul': 7, 'july': 7, 'juli': 7, 'juil': 7, 'juillet': 7, 'julio': 7,
    'aug': 8, 'august': 8, 'août': 8, 'aout': 8, 'ago': 8, 'agosto': 8,
    'sep': 9, 'sept': 9, 'september': 9, 'septembre': 9, 'septiembre': 9,
    'oct': 10, 'october': 10, 'okt': 10, 'oktober': 10, 'octobre': 10, 'octubre': 10,
    'nov': 11, 'november': 11, 'novembre': 11, 'noviembre': 11,
    'dec': 12, 'december': 12, 'dez': 12, 'dezember': 12, 'déc': 12, 'décembre': 12, 'decembre': 12,
    'dic': 12, 'diciembre': 12
});

create or replace temp macro month_of_name(name) as
map_extract(getvariable('month_names'), name)[1];

create or replace temp macro day_with_name(parts) as
list_transform(
    [parts],
    lambda p: case strlen(p.year)
        when 2 then try_strptime(p.year || '-' || month_of_name(lower(p.month)) || '-' || p.day, '%y-%m-%d')
        else try_strptime(p.year || '-' || month_of_name(lower(p.month)) || '-' || p.day, '%Y-%m-%d')
    end
)[1];

-- a day: 2026-1-5, 20260105, 2026年1月5日, 05.01.2026, 05/01/2026 or 01/05/2026 as the order says, 5 Jan 2026; a year of
-- two digits only where somebody said the order
create or replace temp macro day_of(text, date_order) as
case
    when regexp_full_match(text, '[0-9]{4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,2}')
        then try_strptime(translate(text, '/. ', '---'), '%Y-%m-%d')
    when regexp_full_match(text, '[0-9]{8}') then try_strptime(text, '%Y%m%d')
    when regexp_full_match(text, '[0-9]{4}年.*[日号]') then try_strptime(replace(text, '号', '日'), '%Y年%m月%d日')
    when regexp_full_match(text, '[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}') then try_strptime(text, '%d.%m.%Y')
    when regexp_full_match(text, '[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{4}')
        then
            case date_order
                when 'dmy' then try_strptime(replace(text, '-', '/'), '%d/%m/%Y')
                when 'mdy' then try_strptime(replace(text, '-', '/'), '%m/%d/%Y')
            end
    when regexp_full_match(text, '[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}')
        then
            case date_order
                when 'dmy' then try_strptime(translate(text, '-.', '//'), '%d/%m/%y')
                when 'mdy' then try_strptime(translate(text, '-.', '//'), '%m/%d/%y')
            end
    when regexp_matches(text, '^[0-9]{1,2}[^0-9]+(?:[0-9]{4}|[0-9]{2})$')
        then
            case
                when date_order is not null or regexp_matches(text, '[0-9]{4}$')
                    then day_with_name(
                        regexp_extract(
                            text,
                            '^([0-9]{1,2})(?:st|nd|rd|th|er|º)?[-/. ]{1,2}(?:de )?(\p{L}+)'
                            || '[-/., ]{0,2}(?:de )?([0-9]{2,4})$',
                            ['day', 'month', 'year']
                        )
                    )
            end
    when regexp_matches(text, '^\p{L}')
        then day_with_name(
            regexp_extract(text, '^(\p{L}+)[. ]{1,2}([0-9]{1,2}),? ([0-9]{4})$', ['month', 'day', 'year'])
        )
end;

-- the day of the week goes, which the day itself tells: "Mon, 5 Jan 2026", 2026年1月5日 星期一
create or replace temp macro without_weekday(text) as
regexp_replace(
    regexp_replace(
        translate(text, chr(160) || chr(8239) || chr(8722), '  -'),
        '^(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?'
        || '|mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)[.]?,(?: den)?\s+',
        ''
    ),
    '([日号])\s*[(（]?(?:(?:星期|周|礼拜)[一二三四五六日天])?[)）]?\s*([^日号\s]|$)',
    '\1 \2'
);
