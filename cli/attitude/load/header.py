"""Where the column names of a file stand: in its first line, or below titles; and what under them is no row yet."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, repeat

from attitude.errors import BadDataError, UsageError
from attitude.load.account import LoadOptions
from attitude.load.kinds import KINDS, is_known_name, known_columns, normal_name
from attitude.load.sheets import names_apart, sheet_of
from attitude.load.sources import Head, Source, copied_from
from attitude.load.sums import SUM
from attitude.load.synonyms import meaning_of, proposals

DELIMITERS = (",", "\t", ";", "|")
_LOOKED_AT = 40  # lines among which column names are looked for, and rows by which a line below them is judged
_SPAN = 3  # lines that a record of titles or names may take; more is a quote that was left open
_SAMPLE = 3  # rows that tell what ids look like
_SHOWN = 40
KEYS_OF_ROWS = ("member_id", "campaign_id", "phone", "email")
_FIGURE = re.compile(r"[\d@]")
_SOMEBODY = re.compile(r"@\w|\d{5}")  # an address or a number, whatever stands around it
_UNITS = re.compile(
    r"\[.*]|\(.*\)|（.*）|【.*】|<.*>|[-–—€$£¥%#]+|(var)?char2?(\s*\(\d+\))?|text|str(ing)?|(big|small)?int(eger)?|numb?er"
    r"|num(eric)?(\s*\([\d, ]+\))?|decimal(\s*\([\d, ]+\))?|float|double|date(time)?|time(stamp)?|bool(ean)?|pk|fk"
    r"|eur|usd|cny|rmb|gbp|chf|euro|dollars?|yuan|units?|pcs|stk|stück|[kmg]b|min(utes)?|sec(onds)?|days?|tage?"
    r"|[ymdhs:. /-]*[ymd]{2}[ymdhs:. /-]*|required|optional|mandatory"
    r"|必填|选填|可选|元|万元|个|次|天|条|分钟|文本|字符串?|数字|日期|时间",
    re.IGNORECASE,
)

Fits = Callable[[list[str]], Mapping[str, str] | None]


@dataclass(frozen=True)
class Row:
    """A record near the top of a file: the line where it begins, its cells, and what separates them."""

    line: int
    cells: list[str]
    delimiter: str = ","

    @property
    def filled(self) -> list[str]:
        """The cells that hold anything."""
        return [cell.strip() for cell in self.cells if cell.strip()]


def with_names(kind: str | None, source: Source, options: LoadOptions) -> Source:
    """Find the column names of a file of a kind, or of any where it is not known; see `headed`."""
    kinds = KINDS if kind is None else (kind,)

    def mapped(names: list[str]) -> Mapping[str, str] | None:
        return _fullest(known_columns(one, names, options.mapping) for one in kinds)

    def proposed(names: list[str]) -> Mapping[str, str] | None:
        maps = ({**options.mapping, **proposals(one, names, options.mapping)} for one in kinds)
        return _fullest(map(known_columns, kinds, repeat(names), maps))

    return headed(source, (mapped, proposed), options.header_row, options.sheet)


def _fullest(matches: Iterable[Mapping[str, str] | None]) -> Mapping[str, str] | None:
    return max(filter(None, matches), key=len, default=None)


def headed(source: Source, fits: Sequence[Fits], header_row: int | None = None, sheet: str | None = None) -> Source:
    """Find the column names of a file; the source that is given back begins with them.

    Of a workbook, the sheet is taken out. Files that name their values themselves (JSON, Parquet) are given back as
    they are.

    Parameters
    ----------
    source
        An open file.
    fits
        Each gives the columns that are known (ours → theirs) where names are all that is needed, None otherwise; the
        first that finds a line decides.
    header_row
        The line that holds the names, counted from 1; found out where it is not given.
    sheet
        Of a workbook; by default the first that is not hidden.

    Raises
    ------
    UsageError
        When the line told is empty or not there, or the file has no such line.
    BadDataError
        When there is no such sheet, or no line with names.
    """
    if source.form not in ("csv", "xlsx"):
        if header_row is not None:
            raise UsageError(f"{source.name}: --header-row goes with text files and workbooks; leave it out")
        return source
    return (_of_sheet if source.form == "xlsx" else _of_text)(source, fits, header_row, sheet)


def _of_sheet(source: Source, fits: Sequence[Fits], header_row: int | None, name: str | None) -> Source:
    sheet = sheet_of(source, name)
    rows = [Row(line, cells) for line, cells in sheet.first((header_row or 0) + _LOOKED_AT)]
    row = _names(source, rows, fits, header_row)
    row = replace(row, cells=names_apart(row.cells))
    head = _head(row, [other for other in rows if other.line > row.line], fits, header_row)
    head = replace(head, unread=() if name else sheet.unread, since_1904=sheet.since_1904)
    copy = sheet.write_rows(head.names, head.start)
    unread = (f"sheets not read: {', '.join(head.unread)}; read is '{sheet.name}', --sheet NAME reads another",)
    notes = (*source.notes, *unread[: len(head.unread)], *_words(head, rows))
    return replace(source, path=copy, book=source.path, head=replace(head, sheet=sheet.name), notes=notes)


def _of_text(source: Source, fits: Sequence[Fits], header_row: int | None, _: str | None) -> Source:
    with source.text() as file:
        lines = list(islice(file, (header_row or 0) + _LOOKED_AT))
    above = header_row - 1 if header_row else 0
    rows = [*_records(lines, 0, above), *_records(lines, above)]
    row = _names(source, rows, fits, header_row)
    below = (other for other in _records(lines, row.line - 1, delimiter=row.delimiter) if other.line > row.line)
    head = _head(row, list(below), fits, header_row)
    begins = copied_from(source, head.start) if head.start > 1 else source
    return replace(begins, head=head, notes=(*source.notes, *_words(head, rows)))


def _records(lines: list[str], at: int, end: int | None = None, delimiter: str | None = None) -> Iterator[Row]:
    """Read records, each by what it has most of where it is not told what separates cells."""
    while at < len(lines[:end]):
        mark = delimiter or delimiter_in(lines[at])
        reader = csv.reader(lines[at:end], delimiter=mark, skipinitialspace=True)
        cells = next(reader, [])
        is_whole = reader.line_num <= _SPAN
        yield Row(at + 1, cells if is_whole else lines[at].rstrip("\r\n").split(mark), mark)
        at += max(reader.line_num, 1) if is_whole else 1


def delimiter_in(line: str) -> str:
    """Tell what separates the cells of a line: of comma, tab, semicolon and bar, what it has most of."""
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=lambda mark: (outside.count(mark), -DELIMITERS.index(mark)))


def _names(source: Source, rows: list[Row], fits: Sequence[Fits], header_row: int | None) -> Row:
    at = _row_at(source, rows, header_row) if header_row is not None else _at(rows, fits)
    if at is None:
        raise BadDataError(f"{source.name}: the first line is empty; it must hold the column names")
    return rows[at]


def _head(row: Row, below: Iterable[Row], fits: Sequence[Fits], header_row: int | None) -> Head:
    under = [other for other in below if other.filled]
    second = under[0] if under and _is_second(row, under[0], fits) else None
    is_doubtful = second is None and header_row is None and bool(under) and _is_doubtful(row, under, fits)
    return Head(
        names=tuple(row.cells),
        line=row.line,
        start=(second or row).line,
        delimiter=row.delimiter,
        second=tuple(second.filled) if second else (),
        doubtful=_key_cell(row, under[0], fits) if is_doubtful else None,
    )


def _row_at(source: Source, rows: list[Row], header_row: int) -> int:
    at = next((at for at, row in enumerate(rows) if row.line == header_row), None)
    if at is None or not rows[at].filled:
        raise UsageError(
            f"{source.name}: --header-row {header_row}: there is nothing in line {header_row}; name the line of names"
        )
    return at


def _at(rows: list[Row], fits: Sequence[Fits]) -> int | None:
    """Take the line with most names of those that have all that is needed, the first of several.

    A row may have one too: a channel called E-Mail. Where none has, it is the line that looks most like names.
    """
    filled = [at for at, row in enumerate(rows) if row.filled]
    counts = {at: max((len(match) for one in fits if (match := _known(rows[at], (one,)))), default=0) for at in filled}
    if not filled or max(counts.values()) > 0:
        return max(filled, key=lambda at: (counts[at], -at), default=None)
    widest = max(len(rows[at].filled) for at in filled)
    likely = (at for at in filled if len(rows[at].filled) > max(1, widest // 2) and _are_words(rows[at].filled))
    return next(likely, filled[0])


def _known(row: Row, fits: Sequence[Fits]) -> Mapping[str, str] | None:
    names = list(dict.fromkeys(row.cells))  # one that stands twice is told when its line is read
    return next(filter(None, (one(names) for one in fits)), None)


def _are_words(cells: Sequence[str]) -> bool:
    return len(set(cells)) == len(cells) and not any(re.fullmatch(r"[-+\d.,:/ @%]+", cell) for cell in cells)


def _key_cell(names: Row, row: Row, fits: Sequence[Fits]) -> str:
    """Give what a row has in the column by which its kind knows whose or what it is."""
    known = _known(names, fits) or {}
    theirs = next((known[key] for key in KEYS_OF_ROWS if key in known), None)
    at = names.cells.index(theirs) if theirs in names.cells else 0
    return row.cells[at].strip() if at < len(row.cells) else ""


def _is_second(names: Row, row: Row, fits: Sequence[Fits]) -> bool:
    """Tell whether a line under the names repeats them, or says types and units: then it is no row for certain."""
    key = _key_cell(names, row, fits)
    spelled = {normal_name(cell) for cell in names.filled}
    if key and (_is_name(key) or normal_name(key) in spelled):
        return len(row.cells) == len(names.cells)
    if not all(_UNITS.fullmatch(cell) for cell in row.filled) or any(map(_SOMEBODY.search, row.filled)):
        return False
    return any(re.search(r"[^\W\d]", cell) for cell in row.filled)


def _is_doubtful(names: Row, below: list[Row], fits: Sequence[Fits]) -> bool:
    """Tell whether the first of the rows is unlike the others as names are: no figure in it, where all others have one.

    So in the column of ids, and in another one where few rows tell of it.
    """
    first, rows = below[0], [row for row in below[1:] if not _is_apart(_key_cell(names, row, fits))]
    key = _key_cell(names, first, fits)
    if not rows or not key or any(_FIGURE.search(cell) for cell in first.filled):
        return False
    if not all(_FIGURE.search(_key_cell(names, row, fits)) for row in rows):
        return False
    columns = [[row.cells[at] for row in rows if row.cells[at:]] for at, cell in enumerate(first.cells) if cell.strip()]
    return len(rows) >= _SAMPLE or sum(all(map(_FIGURE.search, cells)) for cells in columns) > 1


def _is_apart(key: str) -> bool:
    return not key or _is_name(key) or SUM.fullmatch(key) is not None


def _is_name(text: str) -> bool:
    return is_known_name(text) or any(meaning_of(kind, text) for kind in KINDS)


def _words(head: Head, rows: Iterable[Row]) -> list[str]:
    words = []
    above = [row for row in rows if row.line < head.line and row.filled]
    if above:
        text = " ".join(above[0].filled)
        words.append(
            f"column names found in line {head.line}; lines above them, left out: {len(above)} "
            f"('{text[:_SHOWN]}{'…' if len(text) > _SHOWN or len(above) > 1 else ''}')"
        )
    if head.second:
        words.append(f"line {head.start} names or describes the columns once more, left out: {', '.join(head.second)}")
    return words
