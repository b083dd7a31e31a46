"""What `attitude replay` does and says: months of history under other caps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from attitude import replay_page, say
from attitude.database import Workspace
from attitude.errors import UsageError
from attitude.plan import read_sweep
from attitude.replay import Cut, ReplayResult, SweepResult, read_policies, replay, replay_sweep
from attitude.settings import Settings


def replay_one(
    workspace: Workspace,
    path: Path,
    settings: Settings,
    show: Cut | None,
    form: str | None,
    output: Path | None,
    *,
    since: date | None = None,
    until: date | None = None,
) -> ReplayResult:
    """Say what a policy would have left out, saved and lost: all of it to a person, one part in other formats."""
    (policy,) = read_policies(path)
    result = replay(workspace, policy, since, until, clock=settings.send.timezone)
    if show is None and output is None and form in (None, "table"):
        replay_page.show(result)
    else:
        part = show or "months"
        table = getattr(result, part)
        say.data(table, form, output, screen=replay_page.screen_of(table, part))
    for words in result.notes:
        say.warn(words)
    return result


def sweep_one(
    workspace: Workspace,
    path: Path,
    settings: Settings,
    words: str,
    form: str | None,
    output: Path | None,
    *,
    since: date | None = None,
    until: date | None = None,
) -> SweepResult:
    """Say it for several values of one of the caps, a row each."""
    sweep = read_sweep(words)
    if any(value != round(value) for value in sweep.values):
        raise UsageError(f"--sweep {words}: caps are whole numbers, as all.max=1:4:4")
    policies = list(zip(sweep.values, read_policies(path, sweep), strict=True))
    result = replay_sweep(workspace, sweep.key, policies, since, until, clock=settings.send.timezone)
    say.data(result.table, form, output, screen=replay_page.sweep_screen(result))
    for line in result.notes:
        say.warn(line)
    return result
