"""Words of lines that are no rows but sum them up, or say something of the file, in the languages of the field."""

from __future__ import annotations

import re

# what begins such a line; figures may follow
SUM_WORDS = (
    r"(?i)(?:"
    r"(?:(?:grand|sub|sous|zwischen|teil|end|net|overall)[-\s]?)?(?:totals?|totale|totales|totaal|totalt|totaux|summen?)"
    r"|(?:gesamt|insgesamt|gesamtsumme|gesamtergebnis|sum|suma|soma|somme|итого|всего|ende|eof"
    r"|end of (?:file|report|data))"
    r"|(?:average|avg|mean|durchschnitt|mittelwert|moyenne|promedio|count|anzahl)"
    r"|(?:本[页頁月表])?(?:合|总|總|小|共|累|汇|彙)\s*"
    r"(?:(?:计|計|数|數|额|額|总|總)(?:金额|数量|[人条户笔]数)?|金额|数量)|平均(?:值|数|數)?"
    r")(?:\s+(?:g[eé]n[eé]rale?|amounts?|members|rows|records|customers|kunden))?"
    r"(?:(?:\s*[:：=]\s*[-+\d.,'\s%€$¥£]*|\s+[-+\d.,'\s%€$¥£]+)"
    r"(?:[人条户笔个名位行元]|rows|records|members|customers|kunden|personen|datensätze|zeilen)?)?"
    r"|(?:rows|records|zeilen|记录数|行数|条数)\s*[:：=]\s*[\d.,'\s]+"
    r"|\(?\s*\d[\d.,']*\s+(?:rows?|records?|zeilen)\b.{0,40}"
    r"|共\s*[\d,]+\s*(?:条|行|人|户|名|笔|个).{0,20}"
)
SUM = re.compile(SUM_WORDS)

# what a line says that tells of the file: when it was made and by whom, where from, notes, pages, copyright
FOOT_WORDS = (
    r"(?i:"
    r"(?:generated|exported|created|printed|downloaded|prepared)(?:\s+(?:on|by|at|from|in)\b|\s*[:：]).*"
    r"|(?:report|export|print|data)\s+(?:date|time|as of|generated|created)\b.*"
    r"|(?:erstellt|gedruckt|ausgedruckt|exportiert|generiert)(?:\s+(?:am|von|durch|um|mit|aus)\b|\s*[:：]).*"
    r"|(?:généré|exporté|imprimé|créé|édité)e?s?(?:\s+(?:le|par|à|depuis)\b|\s*[:：]).*"
    r"|(?:generado|exportado|impreso|creado)s?(?:\s+(?:el|por|en|desde)\b|\s*[:：]).*"
    r"|(?:source|notes?|remarks?|disclaimer|filters?|quelle|hinweise?|anmerkung(?:en)?|bemerkung(?:en)?|legende|stand"
    r"|(?:druck|export|erstellungs)datum|bearbeiter|remarques?|légende|fuente|notas?|observaciones)\s*[:：].*"
    r"|applied filters?\b.*|(?:as of|stand)\s+\d.*"
    r"|(?:page|seite|página|pagina)\s+\d+(?:\s*(?:of|von|de|/)\s*\d+)?|第\s*\d+\s*页.*"
    r"|copyright\b.*|(?:©|\(c\))\s*\d{4}.*|.{0,80}all rights reserved\b.*"
    r"|confidential\b.*|vertraulich\b.*|confidentiel\b.*"
    r"|(?:导出|制表|打印|生成|统计|创建|报表|下载|更新|数据)(?:人|时间|日期|单位|部门|来源|说明|口径)\s*[:：].*"
    r"|(?:备注|注|说明|注意|注释)\s*[:：].*|备注|(?:截止|截至)\s*\d.*|(?:以上|以下)(?:数据|为|是|内容).*|数据由.*"
    r"|[*=#-]{2,}[^\d@*=#]{2,60}[*=#-]{2,}|<(?:eof|ende?|fin)>"
    r")"
)
FOOT = re.compile(FOOT_WORDS)
