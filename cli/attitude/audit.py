"""The audit trail: one row in ``runs`` for every step that changed the workspace.

Each entry has a digest over what it says and over the one before, so that none can be changed or taken out without a
trace; and it seals what is not to change but by such steps, opt-outs and lists: ``attitude verify`` proves both.
"""

from __future__ import annotations

import getpass
import json
import platform
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

from attitude import __version__
from attitude.database import Workspace

_INPUTS: ContextVar[str | None] = ContextVar("inputs", default=None)
_COMMAND: ContextVar[str] = ContextVar("command", default="python")
_OF_PEOPLE = ("erase", "merge", "member", "why", "query", "shell")  # commands whose words may name people
_OPTOUTS = ("opt-outs", "opt-outs by address")
_LISTS = ("lists",)
# what a step may change of what is sealed, by its first word
_SEALED = {
    **dict.fromkeys(("load", "undo"), _OPTOUTS),
    **dict.fromkeys(("target", "approve", "recall", "export", "withdraw"), _LISTS),
    **dict.fromkeys(("merge", "erase", "upgrade"), (*_OPTOUTS, *_LISTS)),
}


@dataclass
class Run:
    """What a step says of itself while it runs; ``files`` are those it reads or writes, with size and digest."""

    rows_out: int | None = None
    detail: str | None = None
    files: list[dict[str, object]] = field(default_factory=list)


def who() -> str:
    """Name whoever runs the step; a container may have nobody."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def commanded(arguments: list[str]) -> None:
    """Say which command line runs; of a command that is about people, nothing but its name is kept.

    Examples
    --------
    >>> _line(["load", "members", "a b.csv"]), _line(["--settings", "a.toml", "erase", "13900000001", "--yes"])
    ("attitude load members 'a b.csv'", 'attitude erase …')
    """
    _COMMAND.set(_line(arguments))


def _line(arguments: list[str]) -> str:
    if named := next((word for word in arguments if word in _OF_PEOPLE), None):  # options may stand before it
        return f"attitude {named} …"
    return " ".join(["attitude", *map(shlex.quote, arguments)])


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
    kind = step.split()[0]
    names = [name for name in _SEALED.get(kind, ()) if kind != "load" or name != "opt-outs" or _is_changed(workspace)]
    if names:
        workspace.run("audit/seals", names=names, are_lists_anew=kind in ("merge", "upgrade"))
    workspace.run(
        "audit/entry",
        step=step,
        subject=subject,
        started_at=started or datetime.now(UTC).replace(tzinfo=None),
        seconds=round(seconds, 3),
        rows_out=run.rows_out,
        detail=run.detail,
        tool_version=__version__,
        inputs=_INPUTS.get(),
        done_by=who(),
        host=platform.node() or None,
        command=_COMMAND.get(),
        files=json.dumps(run.files, ensure_ascii=False) if run.files else None,
    )
    workspace.run("audit/head")


def _is_changed(workspace: Workspace) -> bool:
    return bool(workspace.result("audit/changed").item())


def is_whole(workspace: Workspace) -> bool:
    """Tell whether no entry was changed or taken out by another hand."""
    return not workspace.result("verify/audit").height


def chain_anew(workspace: Workspace) -> None:
    """Give entries their digests again, after names of people who are erased went out of their texts."""
    workspace.run("audit/chained_anew", "audit/chain", "audit/head")


def trail(workspace: Workspace) -> tuple[int, str]:
    """Give the number of the last entry, and when the first one was made, by which two copies are known as one's."""
    row = workspace.row("select coalesce(max(run_id), 0), coalesce(min(started_at)::varchar, '') from runs")
    return int(row[0]), str(row[1])
