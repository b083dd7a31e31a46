"""Refused rows: on which line of the file each begins, and a file of them that can be mended and loaded again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from attitude.database import Workspace
from attitude.formats import write_whole
from attitude.load.reading import delimiter_of
from attitude.load.sources import Source, records

REJECT_COLUMNS = ("reject_line", "reject_column", "reject_reason")

# A bad row: whether it is ragged, and its number among its sort; then the line it begins on and what stands there.
Found = tuple[tuple[bool, int], int, list[str]]


def find_lines(workspace: Workspace, source: Source) -> None:
    """Fill in the line of each refused row: where its record begins, in text; its number, elsewhere."""
    if source.form != "csv":
        header = 0 if source.form in ("json", "jsonl") else 1
        workspace.define(f"update refused set line = number + {header}")
        return
    found = [(is_ragged, number, line) for (is_ragged, number), line, _ in _bad_records(workspace, source)]
    for start in range(0, len(found), 1000):
        values = ", ".join(map(str, found[start : start + 1000]))
        workspace.define(
            f"update refused set line = x.line from (values {values}) as x (is_ragged, number, line) "
            "where refused.is_ragged = x.is_ragged and refused.number = x.number"
        )


def _bad_records(workspace: Workspace, source: Source) -> Iterator[Found]:
    """Walk through a delimited file again, counting as the reader did: blank records are records but no rows."""
    wanted = set(workspace.rows("select is_ragged, number from refused"))
    rows = 0
    for number, (line, record) in enumerate(records(source, delimiter_of(source)), start=1):
        if number == 1 or not record:
            continue
        rows += (True, number) not in wanted
        key = (True, number) if (True, number) in wanted else (False, rows)
        if key in wanted:
            yield key, line, record


def write_rejects(workspace: Workspace, source: Source, beside: Path) -> Path:
    """Write the refused rows as they were, with line, column and reason in front; loading skips those three.

    Raises
    ------
    AttitudeError
        When the folder cannot be written to.
    """
    target = beside.with_name(beside.name + ".rejects.csv")
    write_whole(target, _as_csv(workspace, source).encode())
    return target


def _as_csv(workspace: Workspace, source: Source) -> str:
    told = {
        (is_ragged, number): (line, column, reason)
        for is_ragged, number, line, column, reason in workspace.rows(
            'select is_ragged, number, line, "column", reason from refused order by line'
        )
    }
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    if source.form == "csv":
        _, header = next(records(source, delimiter_of(source)))
        writer.writerow([*REJECT_COLUMNS, *header])
        writer.writerows([*told[key], *record] for key, _, record in _bad_records(workspace, source))
    else:
        writer.writerow([*REJECT_COLUMNS, *list(workspace.describe("from incoming_file"))[1:]])
        rows = workspace.rows(
            "select r.is_ragged, r.number, f.* exclude (_row) from refused as r "
            "left join incoming_file as f on not r.is_ragged and r.number = f._row order by r.line"
        )
        writer.writerows([*told[is_ragged, number], *values] for is_ragged, number, *values in rows)
    return buffer.getvalue()
