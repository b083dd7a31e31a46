"""What a step of a job is, whether it is to be done, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Literal, TypeVar

from attitude.database import Watch, Workspace
from attitude.errors import AttitudeError, BusyError
from attitude.upgrade import Upgrade, opened

if TYPE_CHECKING:
    from attitude.job.model import Job
    from attitude.plan import Plan
    from attitude.settings import Settings

T = TypeVar("T")
_PAUSE_SECONDS = 0.2


@dataclass(frozen=True)
class Context:
    """What all steps work with: the job, the workspace file, the settings, the plans, how progress is shown."""

    job: Job
    database: Path
    settings: Settings
    plans: tuple[Plan, ...] = ()
    watch: Watch | None = None
    patience_seconds: float = 30.0

    def open(self, *, read_only: bool = False, tell: Callable[[Upgrade], None] = lambda _: None) -> Workspace:
        """Open the workspace; each step does so anew, for some close off its ways out.

        One of an earlier version is brought up to be written to; ``tell`` is called with what was done then.

        Raises
        ------
        BusyError
            When another process holds it for too long.
        """
        return self.patiently(
            lambda: opened(self.database, read_only=read_only, watch=self.watch, tell=tell, settings=self.settings)
        )

    def patiently(self, act: Callable[[], T]) -> T:
        """Do what needs the workspace; between two steps somebody may ask a question of it: that is waited for.

        Raises
        ------
        BusyError
            When another process still holds it after a while.
        """
        until = monotonic() + self.patience_seconds
        while True:
            try:
                return act()
            except BusyError:
                if monotonic() > until:
                    raise
                sleep(_PAUSE_SECONDS)


@dataclass(frozen=True)
class Decision:
    """Whether a step is done, skipped, waits or is blocked, and why; ``inputs`` is a digest of what it is made of."""

    act: Literal["do", "skip", "wait", "block"]
    why: str
    inputs: str = ""


@dataclass(frozen=True)
class Done:
    """What a step did: rows, words for the log, what else a reader should know."""

    rows: int | None
    detail: str
    notes: tuple[str, ...] = ()
    outcome: Literal["done", "refused"] = "done"


@dataclass
class Pending:
    """What a dry run holds to be done before a step: how many steps, the files to be loaded, what changes by them."""

    files: list[str] = field(default_factory=list)
    changes: set[str] = field(default_factory=set)
    steps: int = 0


@dataclass(frozen=True)
class Step:
    """One step: what it is, whether it is to be done, the doing, and what it changes for those that follow."""

    name: str
    subject: str
    decide: Callable[[Pending], Decision]
    do: Callable[[Decision], Done]
    changes: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a step.

    ``outcome`` is ``done``, ``skipped``, ``waiting``, ``refused`` (a file), ``blocked`` (a list) or ``failed``;
    in a dry run ``to do`` stands for ``done``. ``exit_code`` is that of this step alone.
    """

    step: str
    subject: str
    outcome: str
    rows: int | None
    seconds: float
    detail: str
    notes: tuple[str, ...] = ()
    exit_code: int = 0


def make_folder(folder: Path) -> None:
    """Make a folder that files are to go to, and those above it.

    Raises
    ------
    AttitudeError
        When the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AttitudeError(f"{folder}: cannot be made: {error.strerror}") from error


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """Give the exit code of a run: a failure wins over a blocked list, that over a refused file.

    Examples
    --------
    >>> refused = Outcome("load usage", "usage.csv", "refused", None, 0.1, "", exit_code=3)
    >>> blocked = Outcome("export", "2026-12-concert", "blocked", None, 0.1, "", exit_code=4)
    >>> failed = Outcome("score", "2026-11-30", "failed", None, 0.1, "", exit_code=1)
    >>> exit_code([refused]), exit_code([refused, blocked]), exit_code([refused, blocked, failed]), exit_code([])
    (3, 4, 1, 0)
    """
    every = list(outcomes)
    failed = [outcome.exit_code for outcome in every if outcome.outcome == "failed"]
    return failed[0] if failed else max((outcome.exit_code for outcome in every), default=0)
