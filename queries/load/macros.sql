-- load/macros: how texts of a file are read; NULL means that the text is not of that kind.
-- asks: is_plain, default false: no blanks beyond ASCII in the file, and no letters that have another form;
--   value_words, value_meanings: words of cells and what they stand for, NULL where the settings have none; refusals:
--   words by which a reply says no more
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

-- the words that a report may have, under names that no column of a file has
create or replace temp view replies as
select plain_word(word) as _word, meaning as _meaning,
from store.kind_words
where meaning <> 'opted-in';

-- a reply as its words are looked for: what stands between them is one blank
create or replace temp macro spoken(text) as
trim(regexp_replace(plain_letters(text), '[^\p{L}\p{N}]+', ' ', 'g'));

-- letters of other alphabets that look like ours, where a word has both: ѕtop, STОP
create or replace temp macro like_latin(words) as
case
    when regexp_matches(words, '[a-z][\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}][a-z]')
        then translate(words, 'авекмнорстухѕіјԛԝαεικνορτυχ', 'abekmhopctyxsijqwaeiknoptux')
    else words
end;

-- words that are in no refusal though a word of one is in them
create or replace temp macro without_lookalikes(words) as
regexp_replace(
    words,
    '\b(non|one|pit|bus) stops?\b|\bstop (loss|over)\b|\bstop by (the|our|your|a|at)\b|\bno complaints?\b'
    || '|\bnot (yet )?(unsub\w*|opted out|stopped)|\bnicht (abgemeldet|abbestellt)|(未|没有|没|无|取消|撤销)(退订|投诉)'
    -- how to refuse, at the end of a message of one's own
    || '|^.{12,}((请?回复?)? ?td? ?退订|退订请?回复? ?td?|拒收请?回复? ?[rn]'
    || '|\b(reply|text|txt|send) stop\b.*|\bstop (au|al|to) [0-9]+)$',
    ' ', 'g'
);

-- who says more than a word for it still says it: please STOP, 请退订, quiero darme de baja
create or replace temp macro speaks_of_refusal(text) as
regexp_matches(text, '[🛑⛔🚫]')
or regexp_matches(
    without_lookalikes(like_latin(spoken(text))),
    '\bstop(s|ped|ping|all|sms|pub|promo|2\w+)?\b|\bstopp(en|t)?\b|unsub|unsuscri|\bopt(ed|ing|s)? ?out\b|opt(ed)?out'
    || '|\b(do not|don t|dont|never) (want|wish|text|call|contact|e ?mail|mail|message|sms|send|write|phone|disturb'
    || '|bother|solicit|market)|\bno longer w(ants?|ish)|\bno more (texts?|sms|messages?|e ?mails?|calls?|contact|ads?)'
    || '|\b(take|remove) me\b|\bleave me alone|\b(end|quit|cancel) (my )?(sub|sms|texts?|messages?)'
    || '|\bcomplain(s|ed|ts?)?\b|black ?list|\bconsent (revoked|withdrawn)'
    || '|退订|退訂|拒收|拒[绝絕](接收|短信|推送)|不(再|想|愿)(再)?(接)?收|不接收|[别別勿](再)?(给我)?(发|發|打|扰|骚)'
    || '|不要(再)?(给我)?(发|發|打|推|收|短信|骚)|停止(发|發|推|订|接|短信|营销|打)|取消(短信|推送|接收|订阅|訂閱)'
    || '|不需要(再发|短信)|骚扰|騷擾|投[诉訴]|[举舉][报報]|黑名[单單]|拉黑|免打扰'
    || '|\babmeld|\babgemeldet|\babbestell|\baustragen\b|\bkeine? (weiteren? |mehr )?(sms|werb|e ?mails\b|mails\b'
    || '|nachrichten|anrufe|newsletter)|\bin ruhe\b|\blosch\w* (sie |bitte )*(mich|meine)\b'
    || '|\b(mochte|will|wollen) (das |es |ich )*nicht mehr\b|\bdelete (me|my)\b|删除我|\bsupprime[rz]? (moi|mes|mon)\b'
    || '|\bnicht mehr (an|kontakt|schreib|schick|send|meld)|werbewiderspr|kontaktsperre'
    || '|\barrete?[rsz]?\b|desabonn|desinscri|\bne (plus|pas) (me |m )?(contact|envoy|recevoir|ecri|appel|derang)'
    || '|\bne m (envoy|ecri|appel)\w* plus|\bplus de (sms|pub|e ?mails?|mails?|messages?|appels?)\b'
    || '|desuscri|\b(dar(me|se|le)?|dad[oa]|doy|dame|deme|denme|dese|solicit\w*|pido|pide|quiero|causar?) '
    || '((me|la|el|de|ser|dad[oa]|darme) )*baja\b|^baja ((al?|por|ya|sms|promo|publi|info|correo|e ?mail|de)\b|[0-9])'
    || '|\bno (me |nos )?(envi(en|es|ar|arme)|mand(en|ar)|escrib(an|ir)|llam(en|ar)|molest(en|ar)|contact(en|ar))\b'
    || '|\bno mas (mensajes?|sms|correos?|e ?mails?|llamadas?|publi)|\bno (quiero|deseo) (mas|recibir)'
    || '|^((mo|re|reply|inbound|回复?|请回复?) ?)?(td?|qx)$|^(baja|退)$|\bno more$|disiscri'
    || '|(^| )(стоп( |$)|отпи(с|ш)|не (звон|пиш|присыл|беспоко))|descadastr|\bcancellami\b|\bsair\b'
);

-- a text beside the column of kinds that is a reply by which somebody refuses; long ones are messages of one's own
create or replace temp macro says_stop(text) as
coalesce(length(text) <= 60 and speaks_of_refusal(text), false);

-- a report without what gateways hang on it: UNDELIV-MK:0004, Bounce (soft), REJECTED_NO_CREDIT, … stat:DELIVRD err:000
create or replace temp macro bare_report(text) as
regexp_replace(
    regexp_replace(text, '^.*\bstat:(\w+).*$', '\1'),
    '\s*[(（\[【].*$|[\s:#|/_-]+([A-Za-z]{1,3}[:_-])?[0-9]+$'
    || '|(^(?i)(?:delivered|undeliverable|rejected|expired|failed))_.*$',
    '\2'
);

-- what a vendor's return file says of a contact, see schema/words; whatever is none of its words is an answer
create or replace temp macro outcome_of(kind) as
(
    select
        case
            when w._meaning is not null then w._meaning
            when speaks_of_refusal(one._kind) then 'opted-out'
            when b._meaning is not null then b._meaning
            when is_refund_word(one._kind) then 'refund'
            else 'answered'
        end
    from (select kind as _kind) as one
    left join replies as w on plain_word(one._kind) = w._word
    left join replies as b
        on
            plain_word(bare_report(one._kind)) = b._word
            and (b._meaning = 'failed' or b._meaning = 'delivered' or b._meaning = 'noted')
);

-- whether a row tells of a refusal, which holds whatever else is wrong with it; looked at for such rows alone
create or replace temp macro is_refusal(kind) as
coalesce(list_contains(getvariable('refusals'), plain_word(kind)) or speaks_of_refusal(kind), false);

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

-- which types an attribute's text could be kept as without loss; a number with a leading zero or plus sign is a code,
-- and so is one too long for a number to hold
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

create or replace temp macro holds_date(text) as
text is null
or (strlen(text) = 10 and coalesce(try_cast(text as date)::varchar = text, false)); -- as it would be written again

create or replace temp macro holds_timestamp(text) as
text is null
or (regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9:.]+)?') and try_cast(text as timestamp) is not null);
