"""Lines of a file that are no rows of it: column names once more, sums below, and what has nothing in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attitude.database import Workspace
from attitude.load.kinds import normal_name
from attitude.load.rejected import BadRow
from attitude.load.sources import Source

# more are not looked at one by one: so many sums or empty lines no file has
MOST = 100_000
_AT_ONCE = 1000

# what begins a line that sums up, in the languages of the field; figures may follow
SUM_WORDS = (
    r"(?i)(?:"
    r"(?:(?:grand|sub|sous|zwischen|teil|end|net|overall)[-\s]?)?(?:totals?|totale|totales|totaal|totalt|totaux|summen?)"
    r"|(?:gesamt|insgesamt|gesamtsumme|gesamtergebnis|sum|suma|soma|somme|итого|всего|ende|eof|end of (?:file|report|data))"
    r"|(?:average|avg|mean|durchschnitt|mittelwert|moyenne|promedio|count|anzahl)"
    r"|(?:合|总|總|小|共|累|汇|彙)\s*(?:计|計|数|數|额|额|总|總)|平均(?:值|数|數)?"
    r")(?:\s+(?:g[eé]n[eé]rale?|amounts?|members|rows|records|customers|kunden))?"
    r"(?:\s*[:：=]\s*[-+\d.,'\s%€$¥£]*|\s+[-+\d.,'\s%€$¥£]+)?"
    r"|(?:rows|records|zeilen|记录数|行数|条数)\s*[:：=]\s*[\d.,'\s]+"
    r"|\(?\s*\d[\d.,']*\s+(?:rows?|records?|zeilen)\b.{0,40}"
    r"|共\s*[\d,]+\s*(?:条|行|人|户|名|笔|个).{0,20}"
)
_SUM = re.compile(SUM_WORDS)

NAMES_AGAIN, SUM, NOTHING = "names the columns once more", "sums up other rows", "has nothing in it"
DOUBTFUL = "may name the columns once more; if it is a row, say --header-row with the line of the names"
WORDS = {
    NAMES_AGAIN: "lines that name the columns once more, left out",
    SUM: "lines that sum up others, left out",
    NOTHING: "lines with nothing in them, left out",
}


def apart_texts(source: Source, key: str) -> list[str]:
    """Give what stands in the column of ids and is none: the column's own name, and what looks like a second one."""
    doubtful = source.head.doubtful if source.head else None
    return [key, *([doubtful] if doubtful else [])]


def why_apart(row: BadRow, names: Sequence[str], at: int) -> str | None:
    """Say why a line is no row, None where it is one.

    Parameters
    ----------
    row
        As the file has it.
    names
        The file's own column names.
    at
        Which of them holds the ids.

    Examples
    --------
    >>> names = ["member_id", "tier"]
    >>> [why_apart(BadRow(False, 1, 2, row), names, 0) for row in (["Total: 2", ""], ["Member ID", "tier"], ["7", "a"])]
    ['sums up other rows', 'names the columns once more', None]
    """
    cells = [(cell or "").strip() for cell in row.values]
    filled = [cell for cell in cells if cell]
    if not filled:
        return NOTHING if row.values else None
    if at < len(cells) and at < len(names) and normal_name(cells[at]) == normal_name(names[at]):
        return NAMES_AGAIN
    key = cells[at] if at < len(cells) else ""
    return SUM if _SUM.fullmatch(filled[0]) or _SUM.fullmatch(key) else None


def set_apart(workspace: Workspace, source: Source, rows: Sequence[BadRow], names: Sequence[str], at: int) -> None:
    """Mark in ``refused`` the lines that are no rows: there is nothing in them to be mended.

    An object of JSON or a row of Parquet with nothing in it is a row all the same.
    """
    told = [(row.line, why) for row in rows if (why := why_apart(row, names, at))]
    if source.head is None:
        told = [(line, why) for line, why in told if why != NOTHING]
    workspace.define("create or replace temp table apart_lines (line bigint, reason varchar)")
    for start in range(0, len(told), _AT_ONCE):
        part = told[start : start + _AT_ONCE]
        marks = ", ".join("(?, ?)" for _ in part)
        workspace.rows(f"insert into apart_lines values {marks}", [value for pair in part for value in pair])
    workspace.run("load/apart_lines", doubtful_reason=DOUBTFUL)
