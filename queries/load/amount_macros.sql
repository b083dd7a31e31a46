-- load/amount_macros: how amounts are read: with a decimal point or a decimal comma, as their column has them, which
--   cli/attitude/load/readings.py finds out from all its rows, and load/money.py of attributes; NULL means that a text
--   is no amount so.
-- asks: for each column of amounts decimal_NAME, its decimal mark, and money_NAME, which signs of money it has
-- writes: temporary macros, for the length of a load

-- 5.– and 1.250,-- are prices without cents, not below zero
create or replace temp macro with_cents(text) as
regexp_replace(text, '([0-9][.,])(?:[-–—]{1,2}|=)', '\100');

-- an amount in its parts: signs before and behind, signs of money, and the figure between
create or replace temp macro amount_parts(text) as
regexp_extract(
    with_cents(text),
    '^([(]?)[\s\x{A0}\x{202F}]*([-+−]?)[\s\x{A0}\x{202F}]*'
    || '((?:[A-Z]{0,3}[$＄€£¥￥₹₽₩₺₫₴₪฿]|[A-Z]{3}|元|円|人民币|(?i:eur|euro|usd|rmb|rs[.]?|kr[.]?|zł|kč|ft|s?fr[.]?))?)'
    || '[\s\x{A0}\x{202F}]*([-+−]?)[\s\x{A0}\x{202F}]*'
    || '([0-9.,''’ \x{A0}\x{2009}\x{202F}]*[0-9.,])[\s\x{A0}\x{202F}]*'
    || '((?:[A-Z]{0,3}[$＄€£¥￥₹₽₩₺₫₴₪฿]|[A-Z]{3}|元|円|人民币|(?i:eur|euro|usd|rmb|rs[.]?|kr[.]?|zł|kč|ft|s?fr[.]?))?)'
    || '[\s\x{A0}\x{202F}]*([-−]?)[\s\x{A0}\x{202F}]*([)]?)$',
    ['opens', 'sign', 'money', 'second', 'figure', 'behind', 'last', 'closes']
);

-- the figure with its sign; brackets and a minus behind it are those of book-keepers; more than one sign is none
create or replace temp macro signed_figure(p) as
case
    when
        (p.opens <> '') = (p.closes <> '')
        and length(p.opens || p.sign || p.second || p.last) <= 1
        and (p.money = '' or p.behind = '')
        then
            case when p.opens || replace(p.sign || p.second || p.last, '+', '') <> '' then '-' else '' end
            || nullif(p.figure, '')
end;

-- which money, in one spelling each; '' where it is not written
create or replace temp macro money_named(sign) as
case
    when sign in ('$', '＄', 'US$') then 'USD'
    when sign in ('€', 'EURO') then 'EUR'
    when sign = '￥' then '¥'
    when sign in ('元', '人民币', 'RMB') then 'CNY'
    when sign = '円' then 'JPY'
    when sign = '£' then 'GBP'
    when sign in ('₹', 'RS', 'RS.') then 'INR'
    when sign = '₽' then 'RUB'
    when sign in ('FR', 'FR.', 'SFR', 'SFR.') then 'CHF'
    when sign = 'KR.' then 'KR'
    else sign
end;

create or replace temp macro money_of(p) as
money_named(upper(p.money || p.behind));

create or replace temp macro without_groups(figure) as
regexp_replace(figure, '[''’ \x{A0}\x{2009}\x{202F}]', '', 'g');

-- groups are of three digits (in India of two, but the last) and never follow a lone 0
create or replace temp macro reads_with_point(figure) as
regexp_full_match(
    figure,
    '-?(?:[0-9]+|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:[ \x{A0}\x{2009}\x{202F}][0-9]{3})+|(?:[''’][0-9]{3})+)'
    || '|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})?(?:[.][0-9]*)?'
);

create or replace temp macro reads_with_comma(figure) as
regexp_full_match(
    figure,
    '-?(?:[0-9]+|[1-9][0-9]{0,2}(?:(?:[.][0-9]{3})+|(?:[ \x{A0}\x{2009}\x{202F}][0-9]{3})+|(?:[''’][0-9]{3})+))?'
    || '(?:,[0-9]+)?'
);

create or replace temp macro amount_with_point(figure) as
case when reads_with_point(figure) then try_cast(replace(without_groups(figure), ',', '') as decimal(18, 6)) end;

create or replace temp macro amount_with_comma(figure) as
case
    when reads_with_comma(figure)
        then try_cast(replace(replace(without_groups(figure), '.', ''), ',', '.') as decimal(18, 6))
end;

create or replace temp macro is_open_figure(figure) as
regexp_full_match(figure, '-?[1-9][0-9]{0,2}[.,][0-9]{3}');

-- an amount that reads one way only: while nothing says how the column is meant, a comma for decimals is not taken
create or replace temp macro sure_amount(figure) as
case
    when not is_open_figure(figure) and (reads_with_point(figure) or not reads_with_comma(figure))
        then amount_with_point(figure)
end;

create or replace temp macro figure_as(figure, decimal_mark) as
case decimal_mark
    when ',' then amount_with_comma(figure)
    when '.' then amount_with_point(figure)
    else sure_amount(figure)
end;

-- what is looked at several times is worked out once, as the one entry of a list
create or replace temp macro written_amount(text, decimal_mark, money) as
list_transform(
    [amount_parts(text)],
    lambda p: case
        when money_of(p) = '' or coalesce(list_contains(money, money_of(p)), false)
            then list_transform([signed_figure(p)], lambda f: figure_as(f, decimal_mark))[1]
    end
)[1];

create or replace temp macro as_amount(text, decimal_mark, money) as
case
    when decimal_mark = ',' and text is not null then written_amount(text, decimal_mark, money)
    when decimal_mark is null and coalesce(is_open_point(text), false) then null
    when text is not null then coalesce(bare_amount(text), written_amount(text, decimal_mark, money))
end;

create or replace temp macro figure_tells(figure) as
case
    when is_open_figure(figure) then 'open'
    when reads_with_point(figure) and reads_with_comma(figure)
        then case when amount_with_point(figure) is not null then 'plain' end
    when amount_with_point(figure) is not null then 'point'
    when amount_with_comma(figure) is not null then 'comma'
end;

-- what an amount says of its column: 'point' or 'comma' where it reads one way only, 'open' where it reads both ways,
-- 'plain' where it has no mark, NULL where it is no amount; and its money
create or replace temp macro amount_tells(text) as
case
    when bare_amount(text) is not null and not coalesce(is_open_point(text), false)
        then { 'reads': case when regexp_matches(text, '[.eE]') then 'point' else 'plain' end, 'money': '' }
    when text is not null
        then list_transform(
            [amount_parts(text)],
            lambda p: {
                'reads': list_transform([signed_figure(p)], lambda f: figure_tells(f))[1], 'money': money_of(p)
            }
        )[1]
end;

create or replace temp macro amount_fault(name, text, value) as
case
    when text is not null and value is null
        then
            [
                name,
                text,
                case
                    when regexp_matches(text, '[%％‰]') then 'is a share, not an amount'
                    when amount_tells(text).reads = 'open' then 'may be read both ways; say --decimal , or --decimal .'
                    when amount_tells(text).reads is not null then 'is not an amount as the others of its column are'
                    else 'is not an amount'
                end
            ]
end;

-- of attributes, which may be anything, only what is surely a sign of money counts as one: GSM 900 is none
create or replace temp macro is_sign_of_money(sign) as
sign = ''
or regexp_matches(
    sign,
    '[$＄€£¥￥₹₽₩₺₫₴₪฿元円]|人民币'
    || '|^(?i:euro?|usd|cny|rmb|jpy|gbp|chf|hkd|twd|krw|inr|sgd|aud|nzd|cad|mxn|brl|sek|nok|dkk|pln|czk|huf|try|zł|kč)$'
);

-- the sign of a share behind a figure, in one spelling each, and the text without it
create or replace temp macro attribute_share(text) as
nullif(replace(regexp_extract(text, '[0-9.,)]\s*([%％‰])$', 1), '％', '%'), '');

create or replace temp macro without_share(text) as
case when attribute_share(text) is not null then regexp_replace(text, '\s*[%％‰]$', '') else text end;

-- an attribute's amount as a figure, its signs of money off and a minus in front: NULL where it is no amount, or a code
create or replace temp macro attribute_parts(text) as
case
    when
        not regexp_matches(text, '^[^0-9.,]*0[0-9]')
        and is_sign_of_money(amount_parts(without_share(text)).money)
        and is_sign_of_money(amount_parts(without_share(text)).behind)
        then amount_parts(without_share(text))
end;

create or replace temp macro attribute_figure(text) as
case
    when bare_amount(text) is not null then text
    else
        list_transform(
            [attribute_parts(text)], lambda p: regexp_replace(nullif(signed_figure(p), ''), '[.,]$', '')
        )[1]
end;

create or replace temp macro attribute_money(text) as
list_transform([attribute_parts(text)], lambda p: nullif(money_of(p), ''))[1];
