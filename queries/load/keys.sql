-- load/keys: ids, codes, phones, addresses and words (channels), as they are meant: what nobody sees in them is
--   gone, full-width letters are plain ones, and what a spreadsheet, a column of numbers or our own guard against
--   formulas put around them is off. Names and attributes stay as they are.
-- asks: whole_columns (those that were columns of numbers, of which '.0' is a trace), default none; is_plain, as in
--   load/macros, which comes before; sum_words (a pattern of words of lines that are no rows)
-- writes: temporary macros, for the length of a load or a look-up
create or replace temp macro is_whole(name) as
list_contains(coalesce(getvariable('whole_columns'), []::varchar[]), name);

create or replace temp macro narrow(text) as
translate(
    text,
    '　' || '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠'
    || 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀'
    || 'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～',
    ' ' || '!"#$%&''()*+,-./0123456789:;<=>?@'
    || 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`'
    || 'abcdefghijklmnopqrstuvwxyz{|}~'
);

-- without width, or there to say which way a text runs: soft hyphen, joiners, marks of direction and order, fillers
create or replace temp macro visible(text) as
regexp_replace(
    text,
    '[\x{AD}\x{34F}\x{61C}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{180B}-\x{180F}\x{200B}-\x{200F}\x{202A}-\x{202E}'
    || '\x{2060}-\x{206F}\x{3164}\x{FE00}-\x{FE0F}\x{FEFF}\x{FFA0}\x{E0000}-\x{E0FFF}]',
    '',
    'g'
);

-- ="00123", by which a spreadsheet is kept from taking a text for a number
create or replace temp macro unquoted(text) as
case when starts_with(text, '="') then regexp_replace(text, '^="(.*)"$', '\1') else text end;

-- an apostrophe by which a text is no formula: of exported lists, which come back
create or replace temp macro unguarded(text) as
case when starts_with(text, '''') then regexp_replace(text, '^''([=+@＝＋－＠\t\r-])', '\1') else text end;

-- a stripped text as it is meant; most are plain, and pass by a few cheap comparisons
create or replace temp macro as_meant(text, is_whole) as
case
    when
        strlen(text) = length(text) and not starts_with(text, '''') and not starts_with(text, '=')
        and (not is_whole or not contains(text, '.'))
        then text
    else
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(narrow(visible(text)), '^[\s\pZ]+|[\s\pZ]+$', '', 'g'),
                    '^="[\s\pZ]*(.*?)[\s\pZ]*"$',
                    '\1'
                ),
                '^''([=+@(0-9\t\r-])',
                '\1'
            ),
            case when is_whole then '^([+]?[0-9]+)[.]0+$' else '^()$' end,
            '\1'
        )
end;

-- an e-mail address out of what mail programs put around it: Ann <ann@x.org>, mailto:ann@x.org, ann@x.org;
create or replace temp macro as_email(text) as
case
    when regexp_full_match(text, '[0-9A-Za-z]([^<:]*[0-9A-Za-z])?') then text
    else
        regexp_replace(
            regexp_replace(text, '^[^<]*<\s*([^<>]*@[^<>]*?)\s*>[^<]*$', '\1'),
            '^[\s"''(\[<]*((mailto|e-?mail|smtp):\s*)?|([?]subject=.*)?[\s"'')\]>;,.]*$',
            '',
            'gi'
        )
end;

-- a stripped day, amount or flag, of whatever file: in a plain one it is so already
create or replace temp macro plain(text) as
case when coalesce(getvariable('is_plain'), false) then text else as_meant(text, false) end;

create or replace temp macro as_key(name, text) as
as_meant(text, is_whole(name));

-- an id or code of which a spreadsheet left the first digits alone: 1.38E+10
create or replace temp macro is_shortened(text) as
case
    when contains(text, '+') or contains(text, '.') or contains(text, ',')
        then regexp_full_match(text, '[-+]?[0-9]+([.,][0-9]*)?[eE][+][0-9]{1,3}|[-+]?[0-9][.,][0-9]+[eE][0-9]{1,3}')
    else false
end;

-- the check of an id or code; a missing value is fine
create or replace temp macro shortened(name, text) as
case when is_shortened(text) then [name, text, 'was shortened by a spreadsheet; export it as text'] end;

-- what is wrong with the member of a contact that has none; a known text has none where it was shortened
create or replace temp macro no_member(text, is_known) as
coalesce(
    no_address(text),
    case when is_known then ['member_id', text, 'was shortened by a spreadsheet; export it as text'] end,
    required('member_id', null)
);

-- a line below the rows, or between them, that sums them up or says something of the file
create or replace temp macro is_sum(text) as
regexp_full_match(text, getvariable('sum_words'));

-- who a row is of, where it gives no member id: "tel:" or "mailto:" and the address as it is meant
create or replace temp macro address_as_id(phone, email) as
coalesce('tel:' || clean(phone), 'mailto:' || lower(clean(email)));
