-- load/attribute_macros: which types an attribute's text could be kept as without loss; a number with a leading zero or
--   plus sign is a code, and so is one too long for a number to hold.
-- writes: temporary macros, for the length of a load
create or replace temp macro holds_boolean(text) as
list_contains(['true', 'false', 'yes', 'no', '是', '否'], lower(text));

create or replace temp macro holds_integer(text) as
regexp_full_match(text, '-?(0|[1-9][0-9]{0,17})');

create or replace temp macro holds_number(text) as
regexp_full_match(text, '-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,17})?([eE][+-]?[0-9]{1,2})?');

-- the same as a person writes it, with a decimal point or a decimal comma; groups that are set apart by blanks may be
-- those of a phone number, and count only before decimals
create or replace temp macro holds_point(text) as
holds_number(text)
or regexp_full_match(
    text,
    '-?[1-9][0-9]{0,2}((,[0-9]{3})+([.][0-9]{1,17})?|([ \x{A0}\x{2009}\x{202F}''’][0-9]{3})+[.][0-9]{1,17})'
    || '|-?[1-9][0-9]?(,[0-9]{2})+,[0-9]{3}([.][0-9]{1,17})?'
);

create or replace temp macro holds_comma(text) as
regexp_full_match(
    text,
    '-?(0|[1-9][0-9]{0,14})(,[0-9]{1,17})?'
    || '|-?[1-9][0-9]{0,2}(([.][0-9]{3})+(,[0-9]{1,17})?|([ \x{A0}\x{2009}\x{202F}''’][0-9]{3})+,[0-9]{1,17})'
);

-- as it would be written again
create or replace temp macro holds_date(text) as
text is null
or (strlen(text) = 10 and coalesce(try_cast(text as date)::varchar = text, false));

create or replace temp macro holds_timestamp(text) as
text is null
or (regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9:.]+)?') and try_cast(text as timestamp) is not null);
