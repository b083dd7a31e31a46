"""What undoing a load does and says: first what goes, comes back and rests on it, then a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attitude import say
from attitude.database import Workspace
from attitude.settings_lines import forget_lines
from attitude.undo import Undone, undo

Ask = Callable[[str], bool]
_NAMED = 10  # lists that are named one by one


def undo_one(
    workspace: Workspace,
    load_id: int | None,
    settings: Path,
    form: str | None,
    output: Path | None,
    *,
    dry: bool,
    ask: Ask | None,
) -> Undone:
    """Take a load back and give the account; ``ask`` is asked first, where there is somebody who can answer."""

    def confirm(result: Undone) -> bool:
        say.note(f"load {result.load_id}: {result.kind} {result.file}")
        say.data(result.account, form, output)
        _say_rests(result)
        return not dry and (ask is None or ask(f"Take load {result.load_id} back?"))

    result = undo(workspace, load_id, confirm=confirm)
    if dry:
        say.note("tried only: nothing is changed")
    elif not result.is_done:
        say.note("nothing is changed")
    else:
        _say_done(result, settings)
    return result


def _say_rests(result: Undone) -> None:
    """Say what was done with it, and who can be written to again."""
    for list_id, status, exported_on in result.lists.rows()[:_NAMED]:
        when = f", exported {exported_on}," if exported_on else f" ({status})"
        say.warn(f"list {list_id}{when} was chosen with it, and stays as it is")
    if result.lists.height > _NAMED:
        say.warn(f"and {result.lists.height - _NAMED:,} more lists, made since")
    for family, opened, closed in result.channels.rows():
        by = "any channel" if family == "all" else family
        if opened:
            say.warn(f"opt-outs taken back: members who can be written to again by {by}: {opened:,}")
        if closed:
            say.warn(f"opt-ins taken back: members who can no longer be written to by {by}: {closed:,}")


def _say_done(result: Undone, settings: Path) -> None:
    removed = forget_lines(settings, result.lines)
    for keys, value in removed:
        say.note(f"taken out of {settings}: [{'.'.join(keys[:-1])}] {keys[-1]} = {value}")
    if len(removed) < len(result.lines):
        say.warn(f"lines of {settings} that were changed since, and stay: {len(result.lines) - len(removed)}")
    next_step = "; scores rest on it until the next 'attitude score'" if result.is_scored else ""
    say.note(f"load {result.load_id} is undone{next_step}; its file can be loaded again")
