"""Refused rows: where in the file each stands and what is wrong with it, and a file of them that can be mended."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from attitude.database import Workspace, literal, quoted
from attitude.formats import write_whole
from attitude.load.erased import find_ragged, salt_of
from attitude.load.reading import head_of
from attitude.load.sources import Source, records

REJECT_COLUMNS = ("reject_line", "reject_column", "reject_reason")
_CHUNK = 1000
_TEXT = re.compile(r'[^\s"{}:,\[\]]+')  # in JSON that is no object


class BadRow(NamedTuple):
    """A refused row as the file has it.

    ``number`` counts all records where it ``is_ragged``, else the rows that are not; ``line`` is where it begins.
    """

    is_ragged: bool
    number: int
    line: int
    values: list[str | None]


def find_refused(workspace: Workspace, source: Source, kind: str, only_first: bool) -> list[BadRow]:
    """Find the bad rows in the file and keep in the table ``refused`` what is wrong with them.

    Only they are read a second time. With ``only_first`` the first of each sort will do, and quotes left open.
    """
    way = "refused_contacts" if kind == "contacts" else "refused_rows"
    workspace.run(f"load/{way}")
    workspace.define(f"create or replace temp view refused_numbers as from {way}")
    first = "where is_open_quote or number = (select min(number) from refused_numbers where is_ragged = x.is_ragged)"
    keys = workspace.rows(f"select is_ragged, number from refused_numbers as x {first if only_first else ''}")
    numbers = {(bool(is_ragged), int(number)) for is_ragged, number in keys}
    rows = list((_in_text if source.form == "csv" else _elsewhere)(workspace, source, numbers))
    _show_alone(workspace, source, [row for row in rows if not row.is_ragged])
    _keep_lines(workspace, rows)
    find_ragged(workspace, _ragged_cells(workspace, source, [row for row in rows if row.is_ragged]))
    workspace.run("load/refused")
    return sorted(rows, key=lambda row: row.line)


def _in_text(workspace: Workspace, source: Source, wanted: set[tuple[bool, int]]) -> Iterator[BadRow]:
    """Walk through a delimited file again, counting as the reader did: blank records are records but no rows."""
    ragged = {number for (number,) in workspace.rows("select number from refused_numbers where is_ragged")}
    rows, left, width = 0, len(wanted), len(column_names(workspace))
    for number, (line, record) in enumerate(records(source, head_of(source).delimiter), start=1):
        if number == 1 or _is_blank(record, width):
            continue
        is_ragged = number in ragged
        rows += not is_ragged
        at = number if is_ragged else rows
        if (is_ragged, at) in wanted:
            yield BadRow(is_ragged, at, line, list(record))
            left -= 1
        if not left:
            return


def _is_blank(record: list[str], width: int) -> bool:
    return not record or (width == len(record) == 1 and not record[0].strip(" "))


def _elsewhere(workspace: Workspace, source: Source, wanted: set[tuple[bool, int]]) -> Iterator[BadRow]:
    """Ask for the rows by number; what stands above them counts as lines, a value that is no object has no columns."""
    is_json = source.form in ("json", "jsonl")
    above = source.head.start if source.head else 1
    for _, number in (key for key in wanted if key[0]):
        yield BadRow(True, number, number + (0 if is_json else above), [])
    columns = ", ".join(["_row", "_record" if is_json else f"_row + {above}", *map(quoted, column_names(workspace))])
    numbers = "select number from refused_numbers where not is_ragged"
    for number, line, *values in workspace.rows(f"select {columns} from incoming_file where _row in ({numbers})"):
        if (False, number) in wanted:
            yield BadRow(False, number, line, values)


def _show_alone(workspace: Workspace, source: Source, rows: list[BadRow]) -> None:
    """Put the bad rows, numbered by their lines, in the place of the file, for the same checks to tell the reasons."""
    names = column_names(workspace)
    path = source.folder / "refused.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        lines.writerows([row.line, *row.values] for row in rows)
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    workspace.define(
        "create or replace temp table refused_file as "
        f"from read_csv({literal(path)}, auto_detect = false, header = false, quote = '\"', escape = '\"', "
        f"new_line = '\\n', columns = {{'_row': 'BIGINT', {columns}}}, max_line_size = 4000000, "
        "hive_partitioning = false)"
    )
    workspace.define("create or replace temp view incoming_file as from refused_file")


def _keep_lines(workspace: Workspace, rows: list[BadRow]) -> None:
    workspace.define("create or replace temp table refused_lines (is_ragged boolean, number bigint, line bigint)")
    for start in range(0, len(rows), _CHUNK):
        values = ", ".join(str(row[:3]) for row in rows[start : start + _CHUNK])
        workspace.define(f"insert into refused_lines values {values}")


def _ragged_cells(workspace: Workspace, source: Source, rows: list[BadRow]) -> Path:
    """Write down each text of the rows that are no rows, with their lines, where somebody was ever erased."""
    path = source.folder / "ragged.csv"
    is_told = bool(rows) and salt_of(workspace) is not None
    texts: dict[int, str | None] = dict(workspace.rows("select row_number, row_text from ragged")) if is_told else {}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for row in rows if is_told else ():
            cells = row.values or _TEXT.findall(texts[row.number] or "")
            writer.writerows([row.line, cell] for cell in cells)
    return path


def column_names(workspace: Workspace) -> list[str]:
    """Give the file's own column names."""
    return [name for name in workspace.describe("from incoming_file") if name not in ("_row", "_record")]


def write_rejects(workspace: Workspace, source: Source, rows: list[BadRow], beside: Path) -> Path | None:
    """Write the refused rows as they were, with line, column and reason in front; loading skips those three.

    Rows that are left out are not written down again; without others there is no file.

    Raises
    ------
    AttitudeError
        When the folder cannot be written to.
    """
    lines = 'select line, "column", reason from refused where not is_left_out'
    reasons = {line: words for line, *words in workspace.rows(lines)}
    if not reasons:
        return None
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*REJECT_COLUMNS, *_header(workspace, source)])
    writer.writerows([row.line, *reasons[row.line], *row.values] for row in rows if row.line in reasons)
    target = beside.with_name(beside.name + ".rejects.csv")
    write_whole(target, buffer.getvalue().encode())
    return target


def _header(workspace: Workspace, source: Source) -> Sequence[str]:
    """Give the column names as the file spells them."""
    return head_of(source).names if source.form == "csv" else column_names(workspace)
