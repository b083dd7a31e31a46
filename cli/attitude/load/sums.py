"""Words of lines that are no rows but sum them up, in the languages of the field."""

from __future__ import annotations

import re

# what begins such a line; figures may follow
SUM_WORDS = (
    r"(?i)(?:"
    r"(?:(?:grand|sub|sous|zwischen|teil|end|net|overall)[-\s]?)?(?:totals?|totale|totales|totaal|totalt|totaux|summen?)"
    r"|(?:gesamt|insgesamt|gesamtsumme|gesamtergebnis|sum|suma|soma|somme|итого|всего|ende|eof"
    r"|end of (?:file|report|data))"
    r"|(?:average|avg|mean|durchschnitt|mittelwert|moyenne|promedio|count|anzahl)"
    r"|(?:合|总|總|小|共|累|汇|彙)\s*(?:(?:计|計|数|數|额|額|总|總)(?:金额|数量)?|金额|数量)|平均(?:值|数|數)?"
    r")(?:\s+(?:g[eé]n[eé]rale?|amounts?|members|rows|records|customers|kunden))?"
    r"(?:\s*[:：=]\s*[-+\d.,'\s%€$¥£]*|\s+[-+\d.,'\s%€$¥£]+)?"
    r"|(?:rows|records|zeilen|记录数|行数|条数)\s*[:：=]\s*[\d.,'\s]+"
    r"|\(?\s*\d[\d.,']*\s+(?:rows?|records?|zeilen)\b.{0,40}"
    r"|共\s*[\d,]+\s*(?:条|行|人|户|名|笔|个).{0,20}"
)
SUM = re.compile(SUM_WORDS)
