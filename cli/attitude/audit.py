"""The audit trail: one row in ``runs`` for every step that changed the workspace."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from attitude import __version__
from attitude.database import Workspace

_INPUTS: ContextVar[str | None] = ContextVar("inputs", default=None)


@dataclass
class Run:
    """What a step says of itself while it runs."""

    rows_out: int | None = None
    detail: str | None = None


def who() -> str:
    """Name whoever runs the step; a container may have nobody."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


@contextmanager
def made_of(inputs: str) -> Iterator[None]:
    """Note of the steps inside, in their own transactions, what they are made of: a digest, see `attitude.job`."""
    before = _INPUTS.set(inputs)
    try:
        yield
    finally:
        _INPUTS.reset(before)


@contextmanager
def recorded(workspace: Workspace, step: str, subject: str) -> Iterator[Run]:
    """Run a step in one transaction and note it; a step that fails leaves no trace.

    Parameters
    ----------
    workspace
        Open for writing.
    step, subject
        What is done, and to what: ``target``, ``2026-12-family-portal``.
    """
    started, clock, run = datetime.now(UTC).replace(tzinfo=None), monotonic(), Run()
    with workspace.transaction():
        yield run
        noted(workspace, step, subject, run, started, monotonic() - clock)


def noted(
    workspace: Workspace, step: str, subject: str, run: Run, started: datetime | None = None, seconds: float = 0.0
) -> None:
    """Add a step to ``runs``, inside the transaction of another that takes it along or at the end of its own."""
    run_id = workspace.row("select coalesce(max(run_id), 0) + 1 from runs")[0]
    began = started or datetime.now(UTC).replace(tzinfo=None)
    made = (round(seconds, 3), run.rows_out, run.detail, __version__, _INPUTS.get(), who())
    workspace.rows("insert into runs values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [run_id, step, subject, began, *made])


def trail(workspace: Workspace) -> tuple[int, str]:
    """Give the number of the last entry, and when the first one was made, by which two copies are known as one's."""
    row = workspace.row("select coalesce(max(run_id), 0), coalesce(min(started_at)::varchar, '') from runs")
    return int(row[0]), str(row[1])
