-- schema/macros: words of the model that many queries use.
-- writes: macros
-- the chance of an answer: the odds of the offer for everyone, times what the member adds; lists and the replay of the
-- past both use it
create or replace macro propensity_of(base_rate, offer_log_ratio, intercept, slope, member_log_ratio) as
1 / (
    1 + exp(
        -(
            ln(base_rate / (1 - base_rate)) + offer_log_ratio + intercept + slope * member_log_ratio
        )
    )
);

-- in whole steps of a power of two, sums of such numbers are exact, whatever their order and the number of threads, up
-- to 8,192 here and 8 billion in large steps; sums over many members are of decimals
create or replace macro in_steps(x) as
round(x * 1099511627776) / 1099511627776;

create or replace macro in_large_steps(x) as
round(x * 1048576) / 1048576;

-- which tenth a place is in, from 1, of so many places; the first tenths are larger by one where they do not divide
create or replace macro tenth_of(place, places) as
case
    when place <= (places % 10) * (places // 10 + 1) then (place - 1) // (places // 10 + 1) + 1
    else places % 10 + (place - 1 - (places % 10) * (places // 10 + 1)) // nullif(places // 10, 0) + 1
end;

-- a number to so many places, by multiplications alone: they come out the same everywhere, which what the database does
-- of itself with ties (round(0.1234565, 6)) does not from one version to the next
create or replace macro rounded(x, places) as
round(x * power(10, places)) / power(10, places);

-- how many answers of an hour speak for it: a member's own, and ten that come as those of their segment do
create or replace macro answers_at(own, share) as
(own + 10 * share)::decimal(18, 9);

-- chances and money as they are kept, ranked and compared: exact decimals, made here from what is known and nowhere
-- else, so that no last digit of a double decides who is on a list. Views show them as the doubles nearest to them.
create or replace macro as_chance(x) as
(x)::decimal(18, 9);

create or replace macro as_money(x) as
(x)::decimal(18, 6);

-- what members are taken by, the highest first: 15 places, for that is what a chance times money takes
create or replace macro as_priority(x) as
(x)::decimal(38, 15);

-- what a contact is expected to bring after its cost, exactly
create or replace macro worth_of_contact(chance, value_per_response, unit_cost) as
as_priority(chance * value_per_response - unit_cost);

-- the chance of what one arm does, contacted or unasked, by what past holdouts say over the chance of an answer; NULL
-- where they tell too little
create or replace macro chance_in_arm(propensity, level, ratio) as
as_chance(case when level is not null then least(propensity * level * coalesce(ratio, 1), 1) end);

-- what a contact is expected to add after its cost, and after what all who answer are given, exactly
create or replace macro worth_of_added(contacted, unasked, net_value_per_response, response_cost, unit_cost) as
worth_of_contact(contacted - unasked, net_value_per_response + response_cost, unit_cost)
- as_priority(contacted * response_cost);

-- a contact in one number, so that the largest of several is the latest of them: its day, whether it was answered, and
-- what it was expected to bring
create or replace macro pack_contact(contacted_on, rate) as
(contacted_on - date '1700-01-01')::bigint * 4294967296 + least(rate * 1073741824, 1073741823)::bigint;

create or replace macro packed_answer(is_answered) as
case when is_answered then 2147483648 else 0 end;

create or replace macro packed_day(packed) as
date '1700-01-01' + (packed // 4294967296)::integer;

create or replace macro packed_is_answered(packed) as
packed // 2147483648 % 2 = 1;

create or replace macro packed_rate(packed) as
(packed % 1073741824) / 1073741824.0;

-- the digest of an entry of the audit trail: of all that it says, of what it sealed, and of the digest before it
create or replace macro entry_digest(
    before, run_id, step, subject, started_at, seconds, rows_out, detail, tool_version, inputs, done_by, host,
    engine_version, command, files, seals
) as
sha256(
    concat_ws(
        chr(31), coalesce(before, ''), run_id, step, coalesce(subject, ''), started_at, seconds::decimal(18, 3),
        coalesce(rows_out::varchar, ''), coalesce(detail, ''), tool_version, coalesce(inputs, ''),
        coalesce(done_by, ''), coalesce(host, ''), coalesce(engine_version, ''), coalesce(command, ''),
        coalesce(files, ''), coalesce(seals, '')
    )
);

-- what a row adds to the digest of its table, whose rows stand in no order
create or replace macro sealed_row(texts) as
md5_number_lower(array_to_string(list_transform(texts, lambda x: coalesce(x, '')), chr(31)))::hugeint;

-- the class of pressure that so many contacts in 30 days are of, by the fewest contacts of it: 0, 1, 2, 3, 4 (four or
-- five), 6 (six and more)
create or replace macro pressure_class(contacts) as
case when contacts < 4 then contacts when contacts < 6 then 4 else 6 end::integer;

-- how readily somebody answers: what look-alikes do, times their own record, observed over expected, shrunk by alpha
create or replace macro ratio_of(lookalike, alpha, answered, expected) as
lookalike * (alpha + answered) / (alpha + lookalike * expected);

-- how much a member leans to an element: what look-alikes say beforehand, times the member's own record for it; to_come
-- is what was to come of somebody who answers as readily and leans to nothing
create or replace macro leaning_of(attribute_leaning, beta, answered, to_come) as
attribute_leaning * (beta + answered) / (beta + attribute_leaning * to_come);

create or replace macro score_of(ratio) as
rounded(100 * ratio / (1 + ratio), 4);

-- the 95 % interval of a rate
-- source: Wilson, Journal of the American Statistical Association 22 (1927)
create or replace macro wilson_reach(answers, contacts) as
1.959963984540054 * sqrt(answers * (1 - answers / contacts) + 0.960364705173725);

create or replace macro wilson_low(answers, contacts) as
rounded(
    greatest((answers + 1.920729410347063 - wilson_reach(answers, contacts)) / (contacts + 3.841458820694125), 0), 9
);

create or replace macro wilson_high(answers, contacts) as
rounded(least((answers + 1.920729410347063 + wilson_reach(answers, contacts)) / (contacts + 3.841458820694125), 1), 9);

-- a quantile of a Gamma distribution over its mean, z standard deviations from the middle
-- source: Wilson and Hilferty, PNAS 17 (1931)
create or replace macro gamma_spread(shape, z) as
power(greatest(1 - 1 / (9 * shape) + z / (3 * sqrt(shape)), 0), 3);

-- how sure a score for an element is, as the shape of a Gamma distribution: one over the shape, the variance over the
-- squared mean, is that of the member's ratio and that of the leaning added up
create or replace macro joint_shape(alpha, member_answered, beta, answered) as
1 / (1 / (alpha + member_answered) + 1 / (beta + answered));

-- the ends of the interval that holds the true ratio nine times in ten, as scores
create or replace macro score_low_of(ratio, shape) as
score_of(ratio * gamma_spread(shape, -1.645));

create or replace macro score_high_of(ratio, shape) as
score_of(ratio * gamma_spread(shape, 1.645));

-- the decimal mark of an attribute of numbers, by what store.attribute_types says of it; NULL where it is none, or
-- nothing tells which mark is meant
create or replace macro number_mark(is_integer, is_number, is_point, is_comma) as
case
    when is_integer then '.'
    when coalesce(is_point, is_number) and not coalesce(is_comma, false) then '.'
    when is_comma and not coalesce(is_point, is_number) then ','
end;

-- a number that a person wrote, as SQL writes it
create or replace macro figure_text(text, decimal_mark) as
case decimal_mark
    when ',' then replace(translate(text, '. ''’' || chr(160) || chr(8201) || chr(8239), ''), ',', '.')
    else translate(text, ', ''’' || chr(160) || chr(8201) || chr(8239), '')
end;

-- whether a name of a time zone is that of one: CST is China's and Chicago's, IST India's, Israel's and Ireland's
create or replace macro is_one_zone(zone) as
not regexp_full_match(zone, '[A-Z]{3}')
or zone in ('UTC', 'UCT', 'GMT', 'PRC', 'ROC', 'ROK', 'CET', 'EET', 'MET', 'WET', 'HST', 'JST');

-- whether a member is in the universal control of a period: a hash of seed, period and the id they draw by
create or replace macro is_universal_control(seed, period, draw_id, share) as
md5_number_lower('universal/' || seed::varchar || '/' || period || '/' || draw_id) / 18446744073709551616.0 < share;

-- what a row adds to a sum that tells whether rows changed: another number where a value stands with another key. Of
-- whole numbers alone, so that it is the same in every version of the database, as its own hashes need not be.
create or replace macro row_mark(row_key, value) as
(row_key::bigint * 1000003 + coalesce(value::bigint, -1)) % 2147483647
* ((row_key::bigint * 1000003 + coalesce(value::bigint, -1)) % 2147483629);

-- the same of a text, of money and of a few yes and no
create or replace macro text_number(text) as
(md5_number_lower(text) >> 33)::bigint;

create or replace macro money_number(amount) as
round(amount::double * 1000000);

create or replace macro flag_number(flag) as
case when flag then 2 when not flag then 1 else 0 end;

-- whether a row is of those looked at: everyone, but where a step looks at a few members alone; the range comes first,
-- for it lets whole blocks of a table be passed over
create or replace macro is_asked(member_key) as
getvariable('members_asked') is null
or (
    member_key between list_min(getvariable('members_asked')) and list_max(getvariable('members_asked'))
    and list_contains(getvariable('members_asked'), member_key)
);

-- whether a contact is of a list's wave: of any where the list is no wave, else by the code, else by the day
create or replace macro is_of_wave(wave, starts_on, list_code, code, contacted_at) as
wave is null
or coalesce(code = list_code, false)
or (code is null and coalesce(contacted_at::date >= starts_on, wave = 1));

-- the day of the year that a date is, in another year; 29 February is the 28th where there is none
create or replace macro in_year(given, y) as
make_date(
    y,
    month(given),
    least(day(given), case when month(given) = 2 then day(last_day(make_date(y, 2, 1))) else 31 end)
);

-- the first return of a date's day of the year from one day to another; NULL where there is none, or no such date
create or replace macro anniversary(given, first_day, last_day) as
list_min(list_filter(
    [in_year(given, year(first_day)), in_year(given, year(first_day) + 1)],
    lambda d: d between first_day and last_day and d > given
));

-- words for an answer that only who was contacted can give, and that is no purchase
create or replace macro is_engagement(kind) as
list_contains(
    [
        'click', 'clicks', 'clicked', 'clickthrough', 'open', 'opens', 'opened', 'view', 'viewed', 'read', 'seen',
        'reply', 'replied', 'replies', 'keyword', 'forward', 'forwarded', 'like', 'liked', 'vote', 'voted',
        'klick', 'geklickt', 'geöffnet', 'antwort', 'clic', 'clique', 'abierto', 'ouvert', 'ouverture', 'réponse',
        'respuesta', 'risposta', '点击', '點擊', '打开', '打開', '阅读', '閱讀', '回复', '回覆', '转发'
    ],
    lower(trim(kind))
);

-- whether a campaign is of those looked at: all, but where a step looks at a few alone
create or replace macro is_measured(campaign_key) as
getvariable('campaign_keys') is null or list_contains(getvariable('campaign_keys')::integer[], campaign_key);

-- whether a question can show a member's scores: everyone's, but where it keeps to a few members
create or replace macro is_shown(member_key) as
getvariable('members_shown') is null
or (
    member_key between list_min(getvariable('members_shown')) and list_max(getvariable('members_shown'))
    and list_contains(getvariable('members_shown'), member_key)
);

-- whether a question names one of these columns; what they alone are looked up in is left aside where it does not. It
-- goes with left joins that find one row for each, so that no row comes or goes with it.
create or replace macro is_named(names) as
getvariable('columns_asked') is null or list_has_any(getvariable('columns_asked'), names);

create or replace macro logit(p) as
ln(p / (1 - p));

create or replace macro logistic(x) as
1 / (1 + exp(-x));

-- the share of a standard normal distribution below z, and its inverse; each is exactly the other's, and both are
-- 0.00014 of the truth
-- source: Bowling et al., Journal of Industrial Engineering and Management 2 (2009)
create or replace macro normal_share(z) as
1 / (1 + exp(-(0.07056 * z * z * z + 1.5976 * z)));

create or replace macro normal_quantile(u) as
2 * sqrt(1.5976 / 0.21168) * sinh(asinh(1.5 * ln(u / (1 - u)) / 1.5976 * sqrt(0.21168 / 1.5976)) / 3);

-- whether a text can go out as GSM-7, the alphabet of which an SMS holds most; any sign outside of it makes it UCS-2
-- source: 3GPP TS 23.038, 6.2.1
create or replace macro sms_is_gsm(body) as
regexp_full_match(
    body,
    '[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&''()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà\f^{}\\\[~\]|€]*'
);

-- the signs of a text that count two: the extension of GSM-7; of UCS-2 those outside of the basic plane, as emoji are
create or replace macro sms_count_double(body) as
case
    when sms_is_gsm(body) then length(body) - length(translate(body, '^{}\[~]|€' || chr(12), ''))
    else length(regexp_extract_all(body, '[\x{10000}-\x{10FFFF}]'))
end;

create or replace macro sms_units(body) as
length(body) + sms_count_double(body);

-- a text as one letter a unit, "ab" for a sign that counts two
create or replace macro sms_shape(body) as
case
    when sms_is_gsm(body)
        then regexp_replace(regexp_replace(body, '[^\f^{}\\\[~\]|€]', 'c', 'g'), '[^c]', 'ab', 'g')
    else regexp_replace(regexp_replace(body, '[^\x{10000}-\x{10FFFF}]', 'c', 'g'), '[^c]', 'ab', 'g')
end;

-- how many SMS a text takes: 160 units of GSM-7 or 70 of UCS-2 in one, else 153 or 67 in each, as the others tell which
-- belong together. A sign that counts two is not broken, so its SMS may end one unit early.
create or replace macro sms_segments(body) as
case
    when sms_units(body) <= case when sms_is_gsm(body) then 160 else 70 end then 1
    when sms_count_double(body) = 0 then ceil(length(body) / case when sms_is_gsm(body) then 153 else 67 end)::integer
    when sms_is_gsm(body) then length(regexp_extract_all(sms_shape(body), '.{0,152}[bc]'))
    else length(regexp_extract_all(sms_shape(body), '.{0,66}[bc]'))
end;

-- a number in [0, 1) that looks drawn by chance, another for each offer, from the hash that breaks a member's ties
create or replace macro speck_of(tie, offer) as
tie / 2::double ^ 64 * (1000003 + 7919 * offer) % 1;

-- a value with a speck of its own, so that equal values can be told apart; what is worth nothing stays so
create or replace macro specked(value, speck, tie, offer) as
case when value > 0 then value + speck * speck_of(tie, offer) else value end;

-- how many fifths a gain is above the lowest
create or replace macro gain_step(gain, lowest) as
case when gain <= lowest then 0 else ceil(ln(gain / lowest) / ln(1.2))::integer end;

-- an e-mail address as addresses are compared; load has written its domain in ASCII letters
create or replace macro email_key(email) as
lower(email);

-- whether a text can be dialled somewhere: 3 to 15 digits with the usual signs between them, perhaps an extension; not
-- a number that a spreadsheet wrote its way (13800000009.0, 1.38E+10), and not zeros alone
create or replace macro is_phone(text) as
regexp_full_match(text, '[+]?[0-9]{3,15}') and regexp_matches(text, '[1-9]')
or (
    regexp_full_match(
        text, '(?i)[+(]{0,2}[0-9][-0-9 ()./\x{00A0}\x{2010}-\x{2013}]*(\s*(;ext=|ext[.]?|x|#|转)\s*[0-9]{1,6})?'
    )
    and not regexp_full_match(text, '[0-9]+[.][0-9]*')
    and regexp_matches(text, '[1-9]')
    and length(regexp_replace(regexp_replace(text, '(?i)(;|ext|x|#|转).*$', ''), '[^0-9]', '', 'g')) between 3 and 15
);

-- what is kept of an id, phone or e-mail address that is not to come back, see store.suppressed
create or replace macro mark_of(salt, kind, text) as
sha256(salt || '/' || kind || '/' || case when kind = 'email' then email_key(text) else text end);

-- the value of an attribute in a member's record, as JSON; an attribute that members do not have is an error
create or replace macro segment_of(record, attribute) as
case
    when list_contains(json_keys(record), attribute) then json_extract_string(record, '$."' || attribute || '"')
    else
        error(
            'members have no column ''' || attribute || '''; they have '
            || array_to_string(list_filter(json_keys(record), lambda name: name <> 'member_key'), ', ')
        )
end;

-- the letters and figures of codes of members' own: 32 that are not taken for one another (no 0, O, 1, I)
create or replace macro code_letters() as '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

-- a number below 2^35 in seven of them
create or replace macro as_letters(number) as
code_letters()[((number >> 30) & 31) + 1] || code_letters()[((number >> 25) & 31) + 1]
|| code_letters()[((number >> 20) & 31) + 1] || code_letters()[((number >> 15) & 31) + 1]
|| code_letters()[((number >> 10) & 31) + 1] || code_letters()[((number >> 5) & 31) + 1]
|| code_letters()[(number & 31) + 1];

-- what a letter counts: its place from 0; doubled, the sum of both digits of that in base 32
create or replace macro letter_worth(letter) as
strpos(code_letters(), letter) - 1;

create or replace macro doubled_worth(letter) as
2 * letter_worth(letter) // 32 + 2 * letter_worth(letter) % 32;

-- the check digit of seven letters, after Luhn in base 32: one wrong letter is always seen, and two in each other's
-- place but for one pair
create or replace macro check_letter(body) as
code_letters()[
    (
        32 - (
            doubled_worth(body[1]) + letter_worth(body[2]) + doubled_worth(body[3]) + letter_worth(body[4])
            + doubled_worth(body[5]) + letter_worth(body[6]) + doubled_worth(body[7])
        ) % 32
    ) % 32 + 1
];

-- whether a code, as code_form gives it, may be one of a member's own
create or replace macro has_true_check(form) as
regexp_full_match(form, '[2-9A-HJ-NP-Z]{8}') and check_letter(form) = form[8];

-- a code as it is known again, however people type it: its letters, in capitals, and figures; full width counts as
-- plain. Most codes are plain, and pass by one cheap comparison; one of signs alone stays as it is
create or replace macro code_form(code) as
case
    when regexp_full_match(code, '[A-Z0-9]*') then code
    else coalesce(
        nullif(
            regexp_replace(
                translate(
                    upper(code),
                    '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ',
                    '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
                ),
                '[^\p{L}\p{N}]', '', 'g'
            ),
            ''
        ),
        code
    )
end;

-- words for money that goes back, as files tell the kind of a response
create or replace macro is_refund_word(kind) as
coalesce(
    list_contains(
        [
            'refund', 'refunded', 'partialrefund', 'fullrefund', 'return', 'returned', 'returns', 'chargeback',
            'reversal', 'reversed', 'moneyback', 'reimbursement', 'reimbursed', 'cancelled', 'canceled', 'cancellation',
            '退款', '已退款', '部分退款', '全额退款', '仅退款', '退货', '已退货', '退貨', '退货退款', '退款退货', '退单',
            '退票', '冲正', '撤单', '已取消', '取消订单', '订单取消',
            'storno', 'storniert', 'stornierung', 'rückerstattung', 'rueckerstattung', 'rückerstattet', 'erstattung',
            'erstattet', 'rückgabe', 'rueckgabe', 'rücksendung', 'ruecksendung', 'retoure', 'retour', 'rückzahlung',
            'rueckzahlung', 'remboursement', 'remboursé', 'rembourse', 'remboursée', 'retourné', 'retourne',
            'annulation', 'annulé', 'annule', 'devolución', 'devolucion', 'devuelto', 'devuelta', 'reembolso',
            'reembolsado', 'reembolsada', 'anulación', 'anulacion', 'anulado', 'anulada', 'devolução', 'devolucao',
            'estorno', 'rimborso', 'rimborsato', 'reso', 'возврат'
        ],
        regexp_replace(lower(kind), '[\s._-]', '', 'g')
    ),
    false
);

-- whether a response is money back: no answer, and no sign of liking
create or replace macro is_refund(kind, value) as
case when value < 0 then true when kind is null then false else is_refund_word(kind) end;

-- whether a contact says of itself that it was answered
create or replace macro contact_answered(responded, responded_at) as
coalesce(responded, responded_at is not null);

-- of several reports on one contact the latest holds, of several at one time a failure: time and outcome in one number
create or replace macro latest_outcome(reported_at, outcome) as
max(greatest(epoch_us(coalesce(reported_at, timestamp 'epoch')), 0) * 2 + (outcome = 'failed')::bigint) % 2 = 0;

-- whether a contact arrived: by the reports on its code; by those on its member and campaign where there are none, or
-- where these are later and can mean no other contact; else as the contacts file says
create or replace macro arrived(by_code, code_at, by_campaign, campaign_at, is_only, by_file) as
case
    when by_code is null then coalesce(by_campaign, by_file)
    when is_only and campaign_at > coalesce(code_at, timestamp 'epoch') then by_campaign
    else by_code
end;

-- which deliveries of a member and campaign speak of a contact: those on its code; and those that name no code
create or replace macro is_by_code(told_code, told_at, code, contacted_at) as
told_code = code and told_at is not distinct from contacted_at;

create or replace macro is_by_campaign(told_code, told_at, contacted_at) as
told_code is null and told_at is not distinct from contacted_at;

-- the digits of a phone, without zeros that only a call from here or from abroad begins with
create or replace macro phone_digits(phone) as
ltrim(regexp_replace(phone, '[^0-9]', '', 'g'), '0');

-- what two writings of one phone have in common; they are looked for by it
create or replace macro phone_tail(phone) as
right(phone_digits(phone), 7);

-- whether two phones are one: both in E.164, the same; else the digits of one end with those of the other, eight
create or replace macro is_same_phone(one, other) as
one = other
or (
    not (starts_with(one, '+') and starts_with(other, '+'))
    and (
        (phone_digits(one) = phone_digits(other) and length(phone_digits(one)) >= 5)
        or (
            least(length(phone_digits(one)), length(phone_digits(other))) >= 8
            and (
                ends_with(phone_digits(one), phone_digits(other)) or ends_with(phone_digits(other), phone_digits(one))
            )
        )
    )
);

-- a time, where it tells more than a day
create or replace macro time_told(moment) as
case when moment <> date_trunc('day', moment) then moment end;

-- whether a phone or an e-mail address that opt-outs name can be anybody's at all
create or replace macro is_readable_address(kind, address) as
case
    when kind = 'email'
        then regexp_full_match(address, '[^@\s,;:<>()"]+@[^@\s,;:<>()"]+[.][^@\s,;:<>()".]+')
    else
        regexp_full_match(address, '[-+0-9().,/\s\x{00A0}]+(?:(?i)ext?[. ]*[0-9]+)?')
        and (starts_with(address, '+') or length(phone_digits(address)) between 7 and 17)
end;

-- elements of dimensions that the settings name are kept as a JSON object, in the order of their names, NULL where
-- there are none; so the same elements are always the same text
create or replace macro own_text(entries) as
nullif(to_json(map_from_entries(list_sort(list_filter(entries, lambda e: e.value is not null))))::varchar, '{}');

-- both, of a dimension of both the second's
create or replace macro own_merged(first, second) as
own_text(
    map_entries(json_merge_patch(coalesce(first, '{}')::json, coalesce(second, '{}')::json)::map (varchar, varchar))
);

-- which element an offer has of a dimension
create or replace macro element_of(dimension, of_channel, of_product, of_timing, of_gift, of_own) as
case dimension
    when 'channel' then of_channel
    when 'product' then of_product
    when 'timing' then of_timing
    when 'gift' then of_gift
    else json_extract_string(of_own, dimension)
end;

-- the same in words, one after another
create or replace macro own_words(text) as
array_to_string(map_values(text::json::map (varchar, varchar)), ' · ');
