-- load/reply_macros: what replies and reports say: that somebody wants no more, that a contact failed or arrived, or
--   that it was answered.
-- asks: refusals: words by which a reply says no more
-- reads: replies
-- writes: temporary macros, for the length of a load
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
