"""Refused rows: on which line of the file each begins, and a file of them that can be mended and loaded again."""

from __future__ import annotations

import csv
import io
from itertools import islice
from pathlib import Path

from attitude.database import Workspace
from attitude.formats import write_whole
from attitude.load.reading import delimiter_of
from attitude.load.sources import Source, records

REJECT_COLUMNS = ("reject_line", "reject_column", "reject_reason")


def find_lines(workspace: Workspace, source: Source) -> None:
    """Fill in the line of each refused row: where its record begins, in text; its number, elsewhere."""
    if source.form != "csv":
        workspace.define("update refused set line = row_number")
        return
    wanted = {number for (number,) in workspace.rows("select row_number from refused")}
    found = [(number, line) for number, (line, _) in _numbered(source, max(wanted)) if number in wanted]
    for start in range(0, len(found), 1000):
        part = found[start : start + 1000]
        values = ", ".join(f"({number}, {line})" for number, line in part)
        workspace.define(
            f"update refused set line = x.line from (values {values}) as x (row_number, line) "
            "where refused.row_number = x.row_number"
        )


def _numbered(source: Source, most: int) -> islice[tuple[int, tuple[int, list[str]]]]:
    return islice(enumerate(records(source, delimiter_of(source)), start=1), most)


def write_rejects(workspace: Workspace, source: Source, beside: Path) -> Path:
    """Write the refused rows as they were, with line, column and reason in front; loading skips those three.

    Raises
    ------
    AttitudeError
        When the folder cannot be written to.
    """
    target = beside.with_name(beside.name.split(".")[0] + ".rejects.csv")
    write_whole(target, _as_csv(workspace, source).encode())
    return target


def _as_csv(workspace: Workspace, source: Source) -> str:
    told = {
        number: (line, column, reason)
        for number, line, column, reason in workspace.rows(
            'select row_number, line, "column", reason from refused order by row_number'
        )
    }
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    if source.form == "csv":
        numbered = _numbered(source, max(told))
        writer.writerow([*REJECT_COLUMNS, *next(numbered)[1][1]])
        writer.writerows([*told[number], *record] for number, (_, record) in numbered if number in told)
    else:
        writer.writerow([*REJECT_COLUMNS, *list(workspace.describe("from incoming_file"))[1:]])
        rows = workspace.rows(
            "select r.row_number, f.* exclude (_row) from refused as r "
            "left join incoming_file as f on r.row_number = f._row + 1 order by r.row_number"
        )
        writer.writerows([*told[number], *values] for number, *values in rows)
    return buffer.getvalue()
