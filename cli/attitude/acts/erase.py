"""What erasing does and says: first what there is, then a question, then what is left for hands outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attitude import say
from attitude.database import backups_of
from attitude.erase import Erased, clear_traces, erase, readmit
from attitude.errors import UsageError
from attitude.load import ids_in

if TYPE_CHECKING:
    from attitude.database import Workspace

_NAMED = 5  # files that a note names; --show files gives all
Ask = Callable[[str], bool]


def erase_members(
    workspace: Workspace,
    ids: Sequence[str],
    file: Path | None,
    show: str | None,
    form: str | None,
    output: Path | None,
    *,
    dry: bool,
    ask: Ask | None,
) -> None:
    """Erase people and give the account; ``ask`` is asked first, where there is somebody who can answer."""
    if not ids and file is None:
        _clear(workspace)
        return
    members = [*ids, *(ids_in(workspace, file) if file is not None else [])]
    result = erase(workspace, members, dry=True, lenient=file is not None)
    say.data(result.files.drop("is_known") if show == "files" else result.account, form, output, wrapped=("becomes",))
    if not result.members:
        say.note("erased before; nothing is left to erase")
    elif dry:
        say.note(f"tried only: {_people(result)} would be erased, nothing is changed")
    elif ask is not None and not ask(f"Erase {_people(result)} for good?"):
        say.note("nothing is changed")
        return
    if not dry:
        erase(workspace, members, lenient=file is not None)
        _say_done(result)
    _say_others(result)
    _say_files(result)
    if result.members and workspace.path is not None:
        _say_backups(workspace.path)


def _clear(workspace: Workspace) -> None:
    if not clear_traces(workspace):
        raise UsageError("whom? give a member id, or --from FILE with a column member_id")
    say.note("the file was written anew: nothing of those erased before is left in it")


def _people(result: Erased) -> str:
    return f"{result.members:,} {'person' if result.members == 1 else 'people'}"


def _say_done(result: Erased) -> None:
    if result.members:
        say.note(f"{_people(result)} erased, and the file written anew; this cannot be undone")


def _say_others(result: Erased) -> None:
    if result.members and result.before:
        say.note(f"erased before: {result.before:,}")
    if result.unknown:
        say.warn(f"ids that name nobody here: {result.unknown:,}; they are not kept out of files to come")


def _say_files(result: Erased) -> None:
    """Name the files that no command can reach."""
    import polars as pl

    known = result.files.filter(pl.col("is_known"))
    for file, holds in known.select("file", "holds").rows()[:_NAMED]:
        say.warn(f"delete them there too: {file} ({holds})")
    if known.height > _NAMED:
        say.warn(f"and in {known.height - _NAMED:,} more exports; --dry-run --show files names all")
    others = result.files.height - known.height
    if others:
        say.warn(f"files that were loaded, and may name them: {others:,}; so may copies and backups of this workspace")


def _say_backups(path: Path) -> None:
    """Name the backups that are known: they bring back whoever is in them."""
    for backup in backups_of(path):
        if Path(backup.file).is_file():
            say.warn(f"delete it, or write over it with a new one: {backup.file} (backup of {backup.made_at} UTC)")


def readmit_all(workspace: Workspace, texts: Sequence[str], region: str | None) -> None:
    """Let ids, phones and e-mail addresses come back, and say which were not kept out."""
    if not texts:
        raise UsageError("whom? give the ids, phones or e-mail addresses that may come back")
    result = readmit(workspace, texts, region)
    say.note(f"may come back with the next file, as new members: {result.marks:,}")
    for text in result.unknown:
        say.warn(f"'{text}' was not kept out")
