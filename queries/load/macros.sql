-- load/macros: how texts of a file are read; NULL means that the text is not of that kind.
-- asks: date_order ('dmy' or 'mdy'), for days written with the year last; is_plain, default false: no blanks beyond
--   ASCII in the file, and no letters that have another form; value_words, value_meanings: words of cells and what they
--   stand for, NULL where the settings have none; refusals: words by which a reply says no more
-- reads: store.kind_words
-- writes: temporary macros, and the temp view replies, for the length of a load
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

-- a day or time written any other way than ISO: 20090122, 2009年1月22日, 22.01.2009, 22/01/2009 or 01/22/2009 as the
-- order says, seconds or milliseconds since 1970
create or replace temp macro other_time(text) as
case
    when regexp_full_match(text, '[0-9]{8}') then try_strptime(text, '%Y%m%d')
    when regexp_full_match(text, '[0-9]{9,10}([.][0-9]+)?') then make_timestamp((text::double * 1000000)::bigint)
    when regexp_full_match(text, '[0-9]{12,13}') then make_timestamp(text::bigint * 1000)
    when regexp_matches(text, '^[0-9]{4}年')
        then try_strptime(text, ['%Y年%m月%d日', '%Y年%m月%d日 %H:%M', '%Y年%m月%d日 %H:%M:%S'])
    when regexp_matches(text, '^[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}')
        then try_strptime(text, ['%d.%m.%Y', '%d.%m.%Y %H:%M', '%d.%m.%Y %H:%M:%S'])
    when getvariable('date_order') = 'dmy'
        then try_strptime(replace(text, '-', '/'), ['%d/%m/%Y', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S'])
    when getvariable('date_order') = 'mdy'
        then try_strptime(replace(text, '-', '/'), ['%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S'])
end;

create or replace temp macro within_reason(moment) as
case when moment between timestamp '1900-01-01' and timestamp '2199-12-31 23:59:59' then moment end;

-- begins with a digit: 'epoch' is a time to the database
create or replace temp macro as_time(text) as
within_reason(case when text < ':' then coalesce(try_cast(text as timestamp), other_time(text)) end);

create or replace temp macro as_flag(text) as
case
    when list_contains(['1', 'true', 't', 'yes', 'y', '是'], lower(text)) then true
    when list_contains(['0', 'false', 'f', 'no', 'n', '否'], lower(text)) then false
end;

-- an amount of money without its signs: 1,234.50 and 1.234,50 and 1 234,50 and 1234,5 read as they are meant
create or replace temp macro bare_amount(text) as
regexp_replace(text, '^([-+]?)\s*(?:[A-Z]{3}|[$€£¥₹₽元])?\s*(.*?)\s*(?:[A-Z]{3}|[$€£¥₹₽元])?$', '\1\2');

create or replace temp macro point_amount(text) as
case
    when regexp_full_match(text, '[-+]?[0-9]{1,3}([, \x{00A0}\x{202F}''][0-9]{3})+([.][0-9]+)?')
        then regexp_replace(text, '[, \x{00A0}\x{202F}'']', '', 'g')
    when regexp_full_match(text, '[-+]?[0-9]{1,3}([. \x{00A0}\x{202F}''][0-9]{3})+,[0-9]+')
        then replace(regexp_replace(text, '[. \x{00A0}\x{202F}'']', '', 'g'), ',', '.')
    when regexp_full_match(text, '[-+]?[0-9]+,[0-9]{1,2}') then replace(text, ',', '.')
    else text
end;

create or replace temp macro as_amount(text) as
coalesce(try_cast(text as decimal(18, 6)), try_cast(point_amount(bare_amount(text)) as decimal(18, 6)));

-- the words that a report may have, under names that no column of a file has
create or replace temp view replies as
select plain_word(word) as _word, meaning as _meaning,
from store.kind_words
where meaning <> 'opted-in';

-- who says more than STOP (or the like) still says it
create or replace temp macro begins_with_refusal(text) as
regexp_matches(lower(text), '^\W*(stop|stop all|unsubscribe|opt[ -]?out)\b|^(退订|退訂|拒收)');

-- what a vendor's return file says of a contact, see schema/words; whatever is none of its words is an answer
create or replace temp macro outcome_of(kind) as
(
    select
        case
            when w._meaning is not null then w._meaning
            when begins_with_refusal(one._kind) then 'opted-out'
            when is_refund_word(one._kind) then 'refund'
            else 'answered'
        end
    from (select kind as _kind) as one
    left join replies as w on plain_word(one._kind) = w._word
);

-- whether a row tells of a refusal, which holds whatever else is wrong with it; looked at for such rows alone
create or replace temp macro is_refusal(kind) as
coalesce(list_contains(getvariable('refusals'), plain_word(kind)) or begins_with_refusal(kind), false);

-- the check of one column: what is wrong with it, or NULL; a missing value is fine
create or replace temp macro fault(name, text, value, what) as
case when text is not null and value is null then [name, text, 'is not ' || what] end;

create or replace temp macro required(name, value) as
case when value is null then [name, null, 'is missing'] end;

create or replace temp macro is_email(text) as
regexp_full_match(text, '[^@\s,;]+@[^@\s,;]+[.][^@\s,;.]+');

-- which types an attribute's text could be kept as without loss; a number with a leading zero or plus sign is a code,
-- and so is one too long for a number to hold
create or replace temp macro holds_boolean(text) as
list_contains(['true', 'false', 'yes', 'no', '是', '否'], lower(text));

create or replace temp macro holds_integer(text) as
regexp_full_match(text, '-?(0|[1-9][0-9]{0,17})');

create or replace temp macro holds_number(text) as
regexp_full_match(text, '-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,17})?([eE][+-]?[0-9]{1,2})?');

create or replace temp macro holds_date(text) as
text is null
or (strlen(text) = 10 and coalesce(try_cast(text as date)::varchar = text, false)); -- as it would be written again

create or replace temp macro holds_timestamp(text) as
text is null
or (regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9:.]+)?') and try_cast(text as timestamp) is not null);
