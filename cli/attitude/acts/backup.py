"""What backing up, restoring and verifying say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attitude import say
from attitude.audit import is_whole
from attitude.backup import backup, restore
from attitude.database import Workspace, last_seen
from attitude.errors import UsageError
from attitude.job import job_lock
from attitude.numbers import file_size
from attitude.trail import entries
from attitude.verify import Fault, Verified, verify

if TYPE_CHECKING:
    import polars as pl

_BAD = 3


def back_up(database: Path, file: Path, *, force: bool) -> None:
    """Make a backup, and say its size and what was checked."""
    result = backup(database, file, force=force, watch=say.progress)
    say.note(f"{file}: {file_size(result.bytes)}, a copy of {database}")
    say.note(
        f"checked: opened, every column of {result.tables} tables read, {result.rows:,} rows as in the workspace; "
        f"'attitude verify {file}' checks what they say"
    )
    for words in result.notes:
        say.warn(words)


def say_last(database: Path) -> None:
    """Say which backup was the last that is still there, if one is known."""
    if (last := last_seen(database)) is not None:
        say.lines("last backup", [f"{last.made_at}  {last.file}, {file_size(last.bytes)}"])


def bring_back(database: Path, file: Path, *, force: bool) -> None:
    """Put a backup in place while no job runs, and say where the workspace before it went."""
    if not database.parent.is_dir():
        raise UsageError(f"{database.parent}: no such folder; make it first")
    with job_lock(database, Path("attitude restore")):
        result = restore(database, file, force=force, watch=say.progress)
    say.note(f"{database}: is now {file}, {result.rows:,} rows in {result.tables} tables, each read before")
    if result.kept is not None:
        say.note(f"what was there is kept as {result.kept}; remove it when it is needed no more")
    if result.erased_since:
        say.warn(
            f"erased since that backup, and back with it: {len(result.erased_since):,}; erase them again: "
            f"attitude erase --yes {' '.join(result.erased_since)}"
        )
    say.note("next: attitude verify")


def tell_trail(
    workspace: Workspace,
    since: date | None,
    of_list: str | None,
    of_member: str | None,
    form: str | None,
    output: Path | None,
) -> pl.DataFrame:
    """Say who did what, and whether the trail is whole."""
    rows = entries(workspace, since, of_list, of_member)
    say.data(rows, form, output, screen=_on_screen(rows), wrapped=("subject", "detail"))
    if not is_whole(workspace):
        say.warn("the trail was changed by another hand; 'attitude verify' says where")
    return rows


def _on_screen(rows: pl.DataFrame) -> pl.DataFrame:
    """Give what a person reads first: when, who and where, what, and what came of it."""
    import polars as pl

    where = pl.concat_str("done_by", "host", separator=" on ", ignore_nulls=True)
    when = pl.col("started_at").dt.strftime("%Y-%m-%d %H:%M")
    return rows.select("run_id", when.alias("when, UTC"), where.alias("by"), "step", "subject", "detail")


def check(database: Path, form: str | None, output: Path | None, *, at: Path | None = None) -> int:
    """Verify a workspace, or a backup of it; gives the exit code."""
    path = at or database
    with Workspace(path, read_only=True, watch=say.progress) as workspace:
        result = verify(workspace, database if at is None else None)
    if result.faults or output is not None or form not in (None, "table"):
        say.data(result.table, form, output, wrapped=("what", "problem", "cure"))
    for fault in _first_of_each(result.faults):
        more = f" and {fault.count - 1:,} more" if fault.count > 1 else ""
        say.error(f"{path}: {fault.check}: {fault.what}{more}: {fault.problem}; {fault.cure}")
    if not result.faults:
        say.note(_all_well(path, result))
    return _BAD if result.faults else 0


def _first_of_each(faults: tuple[Fault, ...]) -> list[Fault]:
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.check, fault)
    return list(first.values())


def _all_well(path: Path, result: Verified) -> str:
    files = f", {result.files:,} files of exports as written" if result.files else ""
    return f"{path}: {result.checks} checks passed; {result.rows:,} rows in {result.tables} tables read{files}"
