-- schema/words: the words by which files name channels, and by which vendors say what became of a contact. One
--   workspace adds its own under [channels] and [load.values] of its settings.
-- reads: store.own_channels
-- asks: own_channels: the [channels] of the settings as pairs of texts, where they may differ from those last kept
-- writes: macros plain_letters, plain_word, closed_by, known_family, channel_family, channel_needs; views
--   store.channel_families, store.channel_words, store.named_channels, store.kind_words

-- small letters without accents, full width as half
create or replace macro plain_letters(text) as
strip_accents(
    translate(
        lower(text),
        'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９＊',
        'abcdefghijklmnopqrstuvwxyz0123456789*'
    )
);

-- how words are compared: in plain letters, without signs and blanks; what is signs alone stays as it is
create or replace macro plain_word(text) as
coalesce(
    nullif(regexp_replace(plain_letters(text), '[^\p{L}\p{N}]+', '', 'g'), ''),
    replace(trim(text), '＊', '*')
);

-- families of channels, and the address that each needs; NULL: none that a workspace holds
create or replace view store.channel_families as
select family, needs,
from (
    values
    ('sms', 'phone'), ('mms', 'phone'), ('call', 'phone'), ('mobile', 'phone'), ('whatsapp', 'phone'), ('wap', 'phone'),
    ('email', 'email'), ('mail', 'email'), ('post', null),
    ('app', null), ('push', null), ('web', null), ('shop', null), ('visit', null), ('fax', null),
    ('wechat', null), ('line', null), ('telegram', null), ('viber', null), ('messenger', null), ('qq', null),
    ('kakaotalk', null),
    ('all', null)
) as t (family, needs);

-- the families whose opt-outs close a family: its own and all, and those of words that may mean several, or that people
-- do not tell apart
create or replace macro closed_by(family) as
case family
    when 'sms' then ['all', 'sms', 'mms', 'mobile']
    when 'mms' then ['all', 'mms', 'sms', 'mobile']
    when 'call' then ['all', 'call', 'mobile']
    when 'whatsapp' then ['all', 'whatsapp', 'mobile']
    when 'mobile' then ['all', 'mobile', 'sms', 'mms', 'call', 'whatsapp']
    when 'email' then ['all', 'email', 'mail']
    when 'post' then ['all', 'post', 'mail']
    when 'mail' then ['all', 'mail', 'email', 'post']
    when 'app' then ['all', 'app', 'push']
    when 'push' then ['all', 'push', 'app']
    else ['all', family]
end;

create or replace view store.channel_words as
select family, trim(unnest(string_split(words, ','))) as word,
from (
    values
    ('sms', 'sms, text, texts, txt, text message, text messages, texting, short message, short messages, sms text'),
    ('sms', 'sms message, sms messages, sms marketing, mobile text, mobile message, bulk sms, ussd'),
    ('sms', '短信, 短讯, 短訊, 简讯, 簡訊, 短消息, 短信息, 手机短信, 手機短信, 营销短信, 短信营销, 短信推送, 短信通知'),
    ('sms', 'sms nachricht, kurznachricht, textnachricht, kurzmitteilung, texto, textos, message texte, minimessage'),
    ('sms', 'mensaje, mensajes, mensaje de texto, mensajes de texto, mensaje sms, mensajes sms'),
    ('mms', 'mms, rcs, multimedia message, picture message, 彩信, 彩訊, 彩讯, 多媒体短信, 5g消息, bildnachricht'),
    ('call', 'call, calls, calling, phone, phone call, phone calls, telephone, telephone call, tel, voice, voice call'),
    ('call', 'telemarketing, telesales, outbound, outbound call, outbound calls, cold call, robocall, ivr, landline'),
    ('call', 'call center, call centre, dialer, dialler'),
    ('call', '电话, 電話, 外呼, 语音, 語音, 呼叫, 去电, 致电, 打电话, 通话, 座机, 固话, 固定电话, 电销, 电话营销'),
    ('call', '电话外呼, 人工外呼, 智能外呼, 语音外呼, 自动外呼, 机器人外呼, 语音电话, 电话回访, 外拨'),
    ('call', 'telefon, anruf, anrufe, telefonanruf, telefonat, telefonisch, telefonmarketing, festnetz'),
    ('call', 'appel, appels, appel telephonique, telephonique, par telephone, vocal, voix, demarchage telephonique'),
    ('call', 'llamada, llamadas, llamada telefonica, telefono, telefonico, por telefono, voz, telefonia'),
    ('mobile', 'mobile, mobile phone, mobile number, cell, cell phone, cellular, handset, smartphone, gsm'),
    ('mobile', '手机, 手機, 手机号, 移动电话, 行动电话, handy, mobil, mobiltelefon, portable, telephone portable'),
    ('mobile', 'movil, telefono movil, celular, telefono celular'),
    ('whatsapp', 'whatsapp, wa'),
    ('wap', 'wap, wap push, wap portal'),
    ('email', 'email, emails, emailing, email newsletter, newsletter, newsletters, edm, electronic mail'),
    ('email', '邮件, 郵件, 电邮, 電郵, 电子邮件, 電子郵件, 邮箱, 郵箱, 电子邮箱, 邮件营销, 邮件推送, 电子报, 電子報'),
    ('email', 'elektronische post, rundmail, courriel, courriels, courrier electronique, mel, infolettre'),
    ('email', 'correo, correos, correo electronico, correos electronicos, boletin, boletin electronico'),
    ('mail', 'mail, mails, mailing, mailings'),
    ('post', 'post, postal, postal mail, direct mail, snail mail, letter, letters, postcard, leaflet, flyer'),
    ('post', 'catalog, catalogue, print, 信函, 信件, 邮寄, 郵寄, 直邮, 平信, 邮政, 纸质信函, 寄信, 信'),
    ('post', 'brief, briefe, briefpost, postkarte, postalisch, postweg, katalog, werbebrief'),
    ('post', 'courrier, courriers, courrier postal, lettre, lettres, poste, voie postale, carte postale, prospectus'),
    ('post', 'carta, cartas, correo postal, correo ordinario, buzoneo, folleto'),
    ('app', 'app, in app, mobile app, app message, app banner, 应用, 應用, 客户端, 手机应用, 手机客户端, app内, 站内信'),
    ('app', 'application, aplicacion'),
    ('push', 'push, pushes, push notification, push notifications, push message, app push, mobile push, web push'),
    ('push', '推送, 消息推送, app推送, 应用推送, 推送通知, push nachricht, push benachrichtigung'),
    ('push', 'notification push, notifications push, notificacion push, notificaciones push'),
    ('web', 'web, website, web page, web portal, online, on site, internet, banner, display'),
    ('web', '网站, 網站, 网页, 網頁, 网厅, 官网, webseite, site web, site internet, sitio web, pagina web'),
    ('shop', 'shop, store, in store, retail, point of sale, pos, branch, counter, outlet'),
    ('shop', '门店, 門店, 营业厅, 柜台, 店铺, 实体店, 网点, filiale, laden, geschaft, kasse'),
    ('shop', 'magasin, boutique, agence, point de vente, tienda, sucursal, mostrador, punto de venta'),
    ('visit', 'visit, home visit, in person, face to face, door to door, 上门, 拜访, 面访, besuch, visite, visita'),
    ('fax', 'fax, telefax, 传真, 傳真, telecopie'),
    ('wechat', 'wechat, weixin, 微信, 公众号, 微信公众号, 小程序, 微信小程序, 企业微信, 服务号, 订阅号'),
    ('line', 'line'),
    ('telegram', 'telegram'),
    ('viber', 'viber'),
    ('messenger', 'messenger, facebook messenger'),
    ('qq', 'qq'),
    ('kakaotalk', 'kakao, kakaotalk'),
    ('all', 'all, any, every, everything, *, all channels, any channel, every channel, each channel, global'),
    ('all', 'all marketing, all communication, all communications, all contact, all messages'),
    ('all', '全部, 所有, 全, 任何, 任意, 一切, 全部渠道, 所有渠道, 全渠道, 任何渠道, 任意渠道, 所有方式, 全部方式, 不限'),
    ('all', 'alle, alles, alle kanale, jeder, jeder kanal, samtliche, samtliche kanale, uberall'),
    ('all', 'tous, toutes, tout, tous les canaux, tous canaux, todos, todas, todo, todos los canales, cualquiera')
) as t (family, words);

-- what each word of a channel means in this workspace, its own words before those above; "none" is a family of its own
-- that needs no address
create or replace view store.named_channels as
with own as (
    select unnest(getvariable('own_channels')::varchar[][]) as pair,
    union all
    select [o.word, o.family] as pair,
    from store.own_channels as o
    where getvariable('own_channels') is null
),

told as (
    select
        plain_word(pair[1]) as word,
        case when pair[2] = 'none' then lower(trim(pair[1])) else pair[2] end as family,
        case when pair[2] = 'none' then 0 when pair[2] <> '' then 1 end as needs_any,
        2 as stands,
    from own
    union all
    select plain_word(word), family, 1, 1,
    from store.channel_words
),

one as (
    select word, arg_max(family, (stands, family)) as family, arg_max(needs_any, (stands, family)) as needs_any,
    from told
    group by word
)

select
    o.word,
    o.family,
    case when o.needs_any = 1 then f.needs end as needs,
from one as o
left join store.channel_families as f on o.family = f.family;

-- what a word says of a contact: that its member wants no more of them (or some again), that it failed or arrived;
-- noted is what is neither an answer nor any of these: on its way, or reached without interest; unclear is what some
-- mean so and some otherwise. Any other is an answer, unless it speaks of a refusal: see speaks_of_refusal.
create or replace view store.kind_words as
select meaning, trim(unnest(string_split(words, ','))) as word,
from (
    values
    ('opted-out', 'stop, stopp, stop all, stop sms, unsubscribe, unsubscribed, unsub, cancel, end, quit'),
    ('opted-out', 'revoke, revoked, opt out, opted out, opting out, opt out all, remove, remove me, removed'),
    ('opted-out', 'list unsubscribe, withdraw, withdrawn, consent withdrawn, do not contact, do not call, dnc, dnd'),
    ('opted-out', 'do not disturb, no contact, complaint, complaints, complained, spam, spam report, spam complaint'),
    ('opted-out', 'marked as spam, reported as spam, abuse, abuse report, junk, fbl, feedback loop, blacklist'),
    ('opted-out', 'blacklisted, td, 回复td, 退订, 退訂, 回t退订, 回复退订, 取消订阅, 取消訂閱, 退, 拒收, 投诉'),
    ('opted-out', '投訴, 举报, 垃圾短信, 垃圾邮件, 黑名单, 免打扰, 请勿打扰, 勿扰, 不要再发, 停止, 取消'),
    ('opted-out', 'abmelden, abgemeldet, abmeldung, abbestellen, abbestellt, abbestellung, austragen, ausgetragen'),
    ('opted-out', 'widerruf, widerrufen, widerspruch, widersprochen, beschwerde, keine werbung, afmelden'),
    ('opted-out', 'arret, arreter, desabonner, se desabonner, desabonne, desabonnement, desinscrire, desinscrit'),
    ('opted-out', 'desinscription, plainte, ne plus contacter, revoquer, annuler, fin, stoppe, disiscriviti'),
    ('opted-out', 'baja, darse de baja, dar de baja, dado de baja, cancelar, cancelar suscripcion, parar, detener'),
    ('opted-out', 'alto, basta, desuscribir, desuscribirse, desuscrito, queja, no contactar, no molestar, sair'),
    ('opted-out', 'out, t, qx, 回t, 回td, 回复t, 回复qx, 退定, st0p, salir, pare, robinson, robinsonliste, werbesperre'),
    ('opted-out', 'opposition, bloctel, 21610'),
    ('failed', 'failed, failure, fail, undelivered, undeliverable, undeliv, not delivered, delivery failed'),
    ('failed', 'delivery failure, send failed, sending failed, permanent failure, temporary failure, not sent, unsent'),
    ('failed', 'bounce, bounced, bounces, hard bounce, soft bounce, hard bounced, soft bounced, block bounce, blocked'),
    ('failed', 'rejected, reject, rejectd, expired, deleted, unknown, skipped, dropped, drop, discarded, suppressed'),
    ('failed', 'invalid, invalid number, invalid address, invalid email, wrong number, user unknown, unknown user'),
    ('failed', 'no such user, mailbox full, unreachable, not reachable, not reached, unroutable, no route, error'),
    ('failed', 'no answer, not answered, unanswered, no response, no reply, no pickup, busy, line busy, user busy'),
    ('failed', 'voicemail, answering machine, machine, abandoned, disconnected, not in service'),
    ('failed', 'number not in service, out of service, switched off, powered off, power off, phone off, absent'),
    ('failed', 'absent subscriber, call failed, congestion, timeout, timed out'),
    ('failed', '失败, 失敗, 发送失败, 下发失败, 提交失败, 投递失败, 呼叫失败, 未送达, 未接通, 未接, 未接听, 无人接听'),
    ('failed', '無人接聽, 无应答, 占线, 忙, 忙音, 忙线, 用户忙, 正在通话中, 通话中, 空号, 关机, 關機, 停机, 欠费'),
    ('failed', '欠费停机, 暂停服务, 不在服务区, 无法接通, 拒接, 退信, 硬退, 软退, 硬退信, 软退信, 号码错误, 无效号码'),
    ('failed', '错号, 语音信箱, 来电提醒, 未知, 过期, 拦截, 被拦截, 屏蔽, 限呼'),
    ('failed', 'fehlgeschlagen, gescheitert, nicht zugestellt, unzustellbar, zustellung fehlgeschlagen, besetzt'),
    ('failed', 'keine antwort, nicht erreicht, nicht erreichbar, mailbox, anrufbeantworter, abgelaufen, ungultig'),
    ('failed', 'unbekannt, falsche nummer, zuruckgewiesen, rucklaufer, kein anschluss, fehler, blockiert'),
    ('failed', 'echec, echoue, non distribue, non delivre, non remis, non livre, occupe, pas de reponse, sans reponse'),
    ('failed', 'repondeur, messagerie, rejete, expire, invalide, inconnu, injoignable, numero invalide, faux numero'),
    ('failed', 'bloque, erreur, fallido, fallida, fallo, no entregado, no entregada, rebote, rebotado, rebote duro'),
    ('failed', 'rebote suave, ocupado, sin respuesta, no contesta, no responde, buzon de voz, contestador, rechazado'),
    ('failed', 'expirado, caducado, invalido, desconocido, apagado, numero equivocado, bloqueado'),
    ('failed', 'hard bounces, soft bounces, bounce hard, bounce soft, cleaned, block, spam block, throttled, expird'),
    ('failed', 'unreach, no routes, perm fail, temp fail, fail mobile, mobile error, user not exist, number not exist'),
    ('failed', 'left message, left voicemail, machine start, fax machine, number disconnected, transient bounce, npai'),
    ('failed', '空错号, 号码不存在, 用户不存在, 停机保号, 已停机, 已关机, 非法号码, 余额不足, 超时, 超频'),
    ('delivered', 'delivered, delivrd, delivery success, success, successful, arrived, received, connected'),
    ('delivered', '成功, 送达, 已送达, 发送成功, 下发成功, 投递成功, 接收成功, 已接收, 接通, 已接通'),
    ('delivered', 'zugestellt, geliefert, angekommen, erfolgreich, delivre, distribue, remis, entregado, entregada'),
    ('delivered', 'delivered to handset, delivered to operator, 送达成功, 成功送达, 已到达, read, seen, 已读, gelesen, lu'),
    ('delivered', 'leido, machine open, proxy open, apple mpp open, loaded by proxy'),
    ('noted', 'sent, accepted, acceptd, en route, queued, queue, submitted, scheduled, pending, processing'),
    ('noted', 'processed, in progress, in transit, deferred, buffered, sending, waiting, retry, retrying, initiated'),
    ('noted', 'ringing, dispatched, 已发送, 发送中, 已提交, 提交成功, 待发送, 等待, 等待发送, 处理中, 排队, 排队中'),
    ('noted', 'gesendet, versendet, verschickt, warteschlange, in bearbeitung, envoye, en cours, en attente'),
    ('noted', 'enviado, en cola, pendiente, en proceso, en camino'),
    ('noted', 'not interested, no interest, no thanks, declined, refused, no sale, hung up, hang up, no, none'),
    ('noted', '不感兴趣, 没兴趣, 无兴趣, 无意向, 没有意向, 拒绝, 挂断, 否, 无, kein interesse, nicht interessiert, nein'),
    ('noted', 'abgelehnt, aufgelegt, pas interesse, non interesse, refus, refuse, non, raccroche'),
    ('noted', 'no interesado, no interesada, no me interesa, sin interes, no quiero'),
    ('noted', 'pending enroute, pending waiting delivery, pending accepted, 不要, 不需要, 不用, 不用了, 暂不需要'),
    ('unclear', 'n, r, 回n, 回r, 回复n, 回复r, 0000, 00000, 回0000, 回复0000'),
    ('opted-in', 'in, opt in, opted in, subscribe, subscribed, resubscribe, resubscribed, start, unstop, consent'),
    ('opted-in', 'consented, consent given, allow, allowed, granted, 订阅, 訂閱, 重新订阅, 恢复, 恢复订阅, 同意, 允许'),
    ('opted-in', '开通, 接收, anmelden, angemeldet, anmeldung, einwilligung, eingewilligt, zustimmung, abonnieren'),
    ('opted-in', 'abonniert, abonner, abonne, abonnement, inscription, inscrit, consentement, alta, suscribir'),
    ('opted-in', 'suscribirse, suscrito, suscripcion')
) as t (meaning, words);

-- what a word for a channel means, see schema/words; NULL where nobody knows. What is asked may be a column called word
-- or family, hence the odd names.
create or replace macro known_family(channel) as
(
    select n._family
    from (select word as _word, family as _family from store.named_channels) as n
    where n._word = plain_word(channel)
);

-- spellings of one channel, so that an opt-out of one is an opt-out of all of them
create or replace macro channel_family(channel) as
coalesce(known_family(channel), lower(trim(channel)));

-- the address that a channel needs of a member
create or replace macro channel_needs(channel) as
(
    select n._needs
    from (select word as _word, needs as _needs from store.named_channels) as n
    where n._word = plain_word(channel)
);
