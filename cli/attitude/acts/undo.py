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

    def confirm(found: Undone) -> bool:
        say.note(f"load {found.load_id}: {found.kind} {found.file}")
        say.data(found.account, form, output)
        _say_rests(found)
        return not dry and (ask is None or ask(f"Take load {found.load_id} back?"))

    found = undo(workspace, load_id, confirm=confirm)
    if dry:
        say.note("tried only: nothing is changed")
    elif not found.is_done:
        say.note("nothing is changed")
    else:
        _say_done(found, settings)
    return found


def _say_rests(found: Undone) -> None:
    """Say what was done with it, and who can be written to again."""
    for list_id, status, exported_on in found.lists.rows()[:_NAMED]:
        when = f", exported {exported_on}," if exported_on else f" ({status})"
        say.warn(f"list {list_id}{when} was chosen with it, and stays as it is")
    if found.lists.height > _NAMED:
        say.warn(f"and {found.lists.height - _NAMED:,} more lists, made since")
    for family, opened, closed in found.channels.rows():
        by = "any channel" if family == "all" else family
        if opened:
            say.warn(f"opt-outs taken back: members who can be written to again by {by}: {opened:,}")
        if closed:
            say.warn(f"opt-ins taken back: members who can no longer be written to by {by}: {closed:,}")


def _say_done(found: Undone, settings: Path) -> None:
    gone = forget_lines(settings, found.lines)
    for keys, value in gone:
        say.note(f"taken out of {settings}: [{'.'.join(keys[:-1])}] {keys[-1]} = {value}")
    if len(gone) < len(found.lines):
        say.warn(f"lines of {settings} that were changed since, and stay: {len(found.lines) - len(gone)}")
    next_step = "; scores rest on it until the next 'attitude score'" if found.is_scored else ""
    say.note(f"load {found.load_id} is undone{next_step}; its file can be loaded again")
