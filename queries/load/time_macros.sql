-- load/time_macros: how days and times are read; NULL means that a text is none, or that its column has to tell what
--   it means, which cli/attitude/load/readings.py finds out from all its rows. load/day_macros comes before.
-- asks: date_order ('dmy' or 'mdy'), for days written with the year last; clock, the time zone of the files, which a
--   time with a zone of its own is turned to; zones, the names of time zones; for each column of times numbers_NAME,
--   what its numbers are: 'days' or 'days since 1904' of a spreadsheet, 'calendar' (2026010510), 'epoch' (seconds
--   since 1970)
-- writes: temporary macros, for the length of a load
-- a time in its parts: the day, hours, minutes and seconds of 24 hours or of twice twelve, and a zone, as an offset or
-- by the place whose clock it is; where both are there, the offset says it
create or replace temp macro time_parts(text) as
regexp_extract(
    rtrim(without_weekday(text)),
    '^(.+?)(?:[T\s,]+(?:(?i:um|at|à|a las)\s+)?|\s*(上午|下午|午前|午後|오전|오후)\s*)'
    || '(?:([0-9]{1,2})[:.时時点h]([0-9]{1,2})(?:[:分]([0-9]{1,2})(?:[.,]([0-9]{1,9})|秒)?)?分?'
    || '\s*((?i:[ap][.]?\s?m[.]?)?)(?:\s?(?:[Uu]hr|h))?'
    || '|([0-9]{1,2})\s*((?i:[ap][.]?\s?m[.]?))|([0-9]{2})([0-9]{2})([0-9]{2}))'
    || '\s*((?:(?i:Z|UTC|GMT)|(?i:UTC|GMT)?[-+][0-9]{1,2}(?::?[0-9]{2})?)?)'
    || '\s*[[(]?((?:[A-Za-z_]+(?:/[A-Za-z_+-]+[0-9]{0,2}){1,2})?)[])]?$',
    [
        'day', 'noon', 'hour', 'minute', 'second', 'fraction', 'half', 'hour_alone', 'half_alone', 'hours', 'minutes',
        'seconds', 'zone', 'place'
    ]
);

-- 12 AM is the first hour of a day, 12 PM that of its second half; 13 PM is none
create or replace temp macro hour_of_day(hour, half) as
case
    when half = '' then hour
    when hour <= 12 and (half = 'a' or (half = 'p' and hour > 0))
        then hour % 12 + case when half = 'p' then 12 else 0 end
end;

create or replace temp macro half_of_day(p) as
case
    when (p.noon <> '')::integer + (p.half || p.half_alone <> '')::integer > 1 then 'twice'
    when p.noon in ('上午', '午前', '오전') then 'a'
    when p.noon <> '' then 'p'
    else lower(left(p.half || p.half_alone, 1))
end;

-- minutes ahead of UTC, 0 for Z
create or replace temp macro zone_minutes(zone) as
case
    when regexp_matches(zone, '[0-9]')
        then
            case when contains(zone, '-') then -1 else 1 end
            * (
                60 * regexp_extract(zone, '[-+]([0-9]{1,2})', 1)::integer
                + coalesce(nullif(regexp_extract(zone, '[-+][0-9]{1,2}:?([0-9]{2})$', 1), '')::integer, 0)
            )
    else 0
end;

-- on the clock of the files, where the time names a zone of its own; NULL where nobody said which clock that is
create or replace temp macro on_clock(moment, zone, place, clock) as
case
    when zone = '' and place = '' then moment
    when zone = ''
        then case when list_contains(getvariable('zones'), place) then timezone(clock, timezone(place, moment)) end
    when zone_minutes(zone) between -840 and 840
        then timezone(clock, timezone('UTC', moment - to_minutes(zone_minutes(zone))))
end;

-- what is looked at several times is worked out once, as the one entry of a list: a macro puts its words in anew each
-- time, and what grows so takes the database long to plan
create or replace temp macro hour_of_parts(p) as
list_transform(
    [half_of_day(p)], lambda half: hour_of_day((p.hour || p.hour_alone || p.hours)::integer, half)
)[1];

create or replace temp macro at_time(day, p, clock) as
list_transform(
    [
        try_cast(
            strftime(day, '%Y-%m-%d ')
            || lpad(hour_of_parts(p)::varchar, 2, '0')
            || ':' || lpad(p.minute || p.minutes, 2, '0')
            || ':' || lpad(p.second || p.seconds, 2, '0')
            || '.' || p.fraction || '0' as timestamp
        )
    ],
    lambda moment: on_clock(moment, p.zone, p.place, clock)
)[1];

create or replace temp macro written_time(text, date_order, clock) as
list_transform(
    [time_parts(text)],
    lambda p: list_transform(
        list_transform(
            [rtrim(case when p.day = '' then without_weekday(text) else p.day end)],
            lambda written: day_of(written, date_order)
        ),
        lambda day: case when p.day = '' then day else at_time(day, p, clock) end
    )[1]
)[1];

-- how a computer writes a time with its zone; the database takes any word behind a time for one, so no other goes to it
create or replace temp macro is_zoned_iso(text) as
regexp_full_match(
    text, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)'
);

-- digits alone: 20090122, 20260105103000, seconds or milliseconds since 1970, days of a spreadsheet as the column says.
-- 2026010510 and 202601051030 are days and hours or a time since 1970
create or replace temp macro is_calendar_number(text) as
case strlen(text)
    when 10 then within_reason(try_strptime(text || '00', '%Y%m%d%H%M')) is not null
    when 12 then within_reason(try_strptime(text, '%Y%m%d%H%M')) is not null
    else false
end;

create or replace temp macro is_sheet_number(text) as
regexp_full_match(text, '[1-9][0-9]{4}([.][0-9]+)?');

create or replace temp macro is_epoch(text) as
regexp_full_match(text, '[0-9]{9,10}([.][0-9]+)?|[0-9]{12,13}');

-- seconds or milliseconds since 1970 are told by UTC, wherever a clock is that they are turned to
create or replace temp macro of_epoch(text, clock) as
list_transform(
    [
        case
            when strlen(text) < 12 or contains(text, '.') then make_timestamp((text::double * 1000000)::bigint)
            else make_timestamp(text::bigint * 1000)
        end
    ],
    lambda moment: coalesce(timezone(clock, timezone('UTC', moment)), moment)
)[1];

create or replace temp macro time_in_digits(text, numbers, clock) as
case
    when regexp_full_match(text, '[0-9]{8}') then try_strptime(text, '%Y%m%d')
    when regexp_full_match(text, '[0-9]{14}') then try_strptime(text, '%Y%m%d%H%M%S')
    when is_sheet_number(text)
        then
            case
                when numbers in ('days', 'days since 1904')
                    then
                        case numbers when 'days' then timestamp '1899-12-30' else timestamp '1904-01-01' end
                        + to_milliseconds(round(text::decimal(38, 18) * 86400000)::bigint)
            end
    when is_calendar_number(text) and numbers is distinct from 'epoch'
        then case when numbers = 'calendar' then try_strptime(rpad(text, 12, '0'), '%Y%m%d%H%M') end
    when is_epoch(text) then of_epoch(text, clock)
end;

create or replace temp macro is_early_year(text) as
regexp_full_match(
    text, '[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T][0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]+)?)?)?'
);

-- a day or time written any other way than ISO: the common ways have a branch of their own, for they go faster so
create or replace temp macro other_time(text, numbers, date_order, clock) as
case
    when is_early_year(text) then try_cast(text as timestamp)
    when is_zoned_iso(text) then timezone(clock, try_cast(text as timestamptz))
    when regexp_full_match(text, '[0-9]{5,}([.][0-9]+)?') then time_in_digits(text, numbers, clock)
    when regexp_full_match(text, '[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?')
        then try_strptime(text, ['%d.%m.%Y', '%d.%m.%Y %H:%M', '%d.%m.%Y %H:%M:%S'])
    when regexp_full_match(text, '[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?')
        then try_strptime(text, ['%Y年%m月%d日', '%Y年%m月%d日 %H:%M', '%Y年%m月%d日 %H:%M:%S'])
    when regexp_full_match(text, '[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{4}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?')
        then
            case date_order
                when 'dmy'
                    then try_strptime(replace(text, '-', '/'), ['%d/%m/%Y', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S'])
                when 'mdy'
                    then try_strptime(replace(text, '-', '/'), ['%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S'])
            end
    else written_time(text, date_order, clock)
end;

create or replace temp macro as_time_of(text, numbers, date_order, clock) as
case
    when is_iso(text) then within_reason(try_cast(text as timestamp))
    when text is not null
        then
            list_transform(
                [other_time(text, numbers, date_order, clock)], lambda moment: within_reason(moment)
            )[1]
end;

create or replace temp macro as_time(text, numbers) as
as_time_of(text, numbers, getvariable('date_order'), getvariable('clock'));

-- where only the day is kept and nobody said which clock is that of the files, it is that of UTC
create or replace temp macro as_time_of_day(text, numbers) as
as_time_of(text, numbers, getvariable('date_order'), coalesce(getvariable('clock'), 'UTC'));

create or replace temp macro as_day(text, numbers) as
as_time_of_day(text, numbers)::date;

-- a month alone; as any day of it, it is a day
create or replace temp macro as_month(text, numbers) as
date_trunc(
    'month',
    coalesce(
        as_day(text, numbers),
        within_reason(
            case
                when regexp_full_match(text, '[0-9]{6}') then try_strptime(text, '%Y%m')
                when regexp_full_match(text, '[0-9]{4}[-/.][0-9]{1,2}')
                    then try_strptime(translate(text, '/.', '--'), '%Y-%m')
                when regexp_full_match(text, '[0-9]{4}年[0-9]{1,2}月份?')
                    then try_strptime(rtrim(text, '份'), '%Y年%m月')
                when regexp_full_match(text, '[0-9]{1,2}月 ?[0-9]{4}年?')
                    then try_strptime(replace(rtrim(text, '年'), ' ', ''), '%m月%Y')
                when regexp_full_match(text, '[0-9]{1,2}[-/.][0-9]{4}')
                    then try_strptime(translate(text, '/.', '--'), '%m-%Y')
                when regexp_full_match(text, '\p{L}+[. /-]{1,2}[0-9]{4}|[0-9]{4}[ /-]\p{L}+')
                    then try_strptime(
                        regexp_extract(text, '[0-9]{4}') || '-'
                        || month_of_name(lower(regexp_extract(text, '\p{L}+'))),
                        '%Y-%m'
                    )
            end
        )
    )
)::date;

create or replace temp macro names_zone(text) as
is_zoned_iso(text)
or coalesce(time_parts(text).zone, '') <> ''
or list_contains(getvariable('zones'), time_parts(text).place);

create or replace temp macro has_short_year(text) as
regexp_matches(
    text,
    '^[0-9]{1,2}([-/.][0-9]{1,2}[-/.]|[-/. ]{1,2}[\p{L}]{3,}[-/., ]{1,2})[0-9]{2}([^0-9].*)?$'
);

-- what is wrong with a day or time; a missing value is fine
create or replace temp macro time_fault(name, text, value, what) as
case
    when text is not null and value is null
        then
            [
                name,
                text,
                case
                    when what = 'a date or time' and getvariable('clock') is null and names_zone(text)
                        then 'names a time zone; say in attitude.toml which one files are told by, [send] timezone'
                    when is_sheet_number(text)
                        then 'is a number, which would be a day only where the whole column has such; format it as days'
                    when what = 'a month' and regexp_matches(text, '^\p{L}{3,}[. ]*[-/ ]?[0-9]{2}$')
                        then 'may be a day of a month or a month of a year; write it as 2025-04'
                    when has_short_year(text) and getvariable('date_order') is null
                        then 'has a year of two digits; say --dates dmy or --dates mdy'
                    else 'is not ' || what
                end
            ]
end;
