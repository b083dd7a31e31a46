"""Whether a workspace holds what its tables promise: every check is a query that gives the bad rows, empty = good."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attitude.audit import trail
from attitude.database import Workspace, backups_of, question_text

if TYPE_CHECKING:
    import polars as pl

_ANEW = "'attitude score --full' makes them anew"
_BACK = "go back to a backup: 'attitude restore FILE --force'"
_HAND = "find out who wrote to the file by another tool; 'attitude restore FILE --force' goes back to a backup"
_TARGET = "do not send it: 'attitude recall' it and target again, or go back to a backup"
# each is queries/verify/NAME.sql; beside it what is to be done
CHECKS = {
    "repeated_ids": _BACK,
    "repeated_sums": _ANEW,
    "repeated_list_keys": _BACK,
    "orphan_members": _BACK,
    "audit": _HAND,
    "seals": _HAND,
    "orphan_keys": _BACK,
    "orphan_lists": _BACK,
    "cells": _ANEW,
    "member_sums": _ANEW,
    "responsiveness": _ANEW,
    "element_sums": _ANEW,
    "value_sums": _ANEW,
    "profile_codes": _ANEW,
    "elements": _ANEW,
    "scorings": _ANEW,
    "funnels": _TARGET,
    "list_counts": _TARGET,
    "list_members": _TARGET,
    "list_ranks": _TARGET,
    "list_limits": _TARGET,
    "treatment_codes": _TARGET,
    "own_codes": _TARGET,
    "loads": _BACK,
    "load_rows": _BACK,
    "runs": _BACK,
    "salt": _BACK,
    "erased": "erase them again: 'attitude erase'; then tell who keeps the tool",
    "known_words": _BACK,
    "ranges": _BACK,
}
_EXPORTS = "'attitude export LIST' writes them again; find out who changed them before they are sent"
_BEHIND = "what came after is lost: go back to that backup, or load and target again"
_OTHERS = 2  # checks that are no queries: exports, and the backups
_MOST = 100  # rows told of a check


@dataclass(frozen=True)
class Fault:
    """A bad row: by which check, which row, what is wrong with it, how many the check found, and what to do."""

    check: str
    what: str
    problem: str
    count: int
    cure: str


@dataclass(frozen=True)
class Verified:
    """What was looked at: checks, tables and rows, files of exports; and what was found, at most 100 rows a check."""

    checks: int
    tables: int
    rows: int
    files: int
    faults: tuple[Fault, ...]

    @property
    def table(self) -> pl.DataFrame:
        """The faults as a table."""
        import polars as pl

        names = {"check": pl.String, "what": pl.String, "problem": pl.String, "count": pl.Int64, "cure": pl.String}
        rows = [tuple(getattr(fault, name) for name in names) for fault in self.faults]
        return pl.DataFrame(rows, schema=names, orient="row")


def verify(workspace: Workspace, path: Path | None = None) -> Verified:
    """Check a workspace: every block of its file, what its tables promise, and the files that lists were written to.

    Sums are compared to the last digit, for they are exact. What is known to have changed since the last scoring is not
    compared with it, and files that were moved or deleted are no fault.

    Parameters
    ----------
    workspace
        Open; nothing is written.
    path
        The workspace whose folder and backups are looked at, where that is not the one that is open.

    Raises
    ------
    DamagedError
        When a block of the file is not what was written, as the workspace is left.
    """
    path = path or workspace.path
    with workspace.watched("verify · reading every table"):
        rows = workspace.read_all()
    faults = [fault for check in CHECKS for fault in _faults(workspace, check)]
    exports = _Exports(workspace, path.parent if path else Path())
    faults += [*exports.faults(), *(_behind(workspace, path) if path else ())]
    return Verified(len(CHECKS) + _OTHERS, len(rows), sum(rows.values()), exports.files, tuple(faults))


def _faults(workspace: Workspace, check: str) -> Iterator[Fault]:
    sql = question_text(f"verify/{check}")
    with workspace.watched(f"verify · {check}"):
        rows = workspace.rows(f"select count(*) over (), what, problem from (\n{sql}\n) order by what limit {_MOST}")
    for count, what, problem in rows:
        yield Fault(check, what, problem, count, CHECKS[check])


class _Exports:
    """The files that lists were written to, as far as they are found, beside what their manifests say."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.files = 0
        self._workspace, self._folder = workspace, folder

    def faults(self) -> list[Fault]:
        problems = [(str(file), problem) for file, problem in self._problems()]
        return [Fault("exports", what, problem, len(problems), _EXPORTS) for what, problem in problems[:_MOST]]

    def _problems(self) -> Iterator[tuple[Path, str]]:
        # the same file may have been written for several lists: the last holds
        rows = self._workspace.rows("select detail, subject from runs where step = 'export' order by run_id")
        latest: dict[str | None, str] = dict(rows)
        for detail, list_id in latest.items():
            if detail and (manifest := self._manifest(detail)):
                yield from self._of(manifest, list_id)

    def _manifest(self, detail: str) -> Path | None:
        """Find a manifest by what the audit trail tells of an export: the file, or of several files the manifest."""
        name = detail if detail.endswith(".manifest.json") else f"{detail}.manifest.json"
        return next((path for path in (Path(name), self._folder / name) if path.is_file()), None)

    def _of(self, manifest: Path, list_id: str) -> Iterator[tuple[Path, str]]:
        try:
            content = json.loads(manifest.read_text(encoding="utf-8"))
            named_list, counts = content["list_id"], content["counts"]
            files = [(manifest.with_name(file["name"]), file["bytes"], file["sha256"]) for file in content["files"]]
            pair = (counts["exported"] + counts["left_out"], counts["held_out"])
        except (OSError, ValueError, KeyError, TypeError):
            yield manifest, "cannot be read as a manifest"
            return
        if named_list != list_id:  # another workspace's, or written by hand
            return
        yield from self._against_list(manifest, list_id, pair)
        for file, size, digest in files:
            yield from self._against_file(file, size, digest)

    def _against_list(self, manifest: Path, list_id: str, counts: tuple[Any, Any]) -> Iterator[tuple[Path, str]]:
        sql = "select count_treated, count_control from store.lists where list_id = ?"
        for row in self._workspace.rows(sql, [list_id]):
            if row != counts:
                words = f"{counts[0]} contacted or left out and {counts[1]} held out, {list_id} has {row[0]} and "
                yield manifest, f"{words}{row[1]}"

    def _against_file(self, file: Path, size: int, digest: str) -> Iterator[tuple[Path, str]]:
        try:
            with file.open("rb") as content:
                actual = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError:
            return  # sent and cleared away
        self.files += 1
        if actual != digest:
            yield file, f"is not what its manifest says: {file.stat().st_size:,} bytes, where {size:,} were written"


def _behind(workspace: Workspace, path: Path) -> Iterator[Fault]:
    """Tell when the last backup knows steps that the workspace does not: its log was lost, or an old copy came back."""
    for backup in backups_of(path)[:1]:
        last_run, begun = trail(workspace)
        if last_run < backup.last_run and begun == backup.begun:
            problem = f"has {last_run} entries, the backup of {backup.made_at} UTC, {backup.file}, {backup.last_run}"
            yield Fault("backups", "runs", problem, 1, _BEHIND)
