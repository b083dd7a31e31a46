"""The command about who is who."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from attitude.commands import complete
from attitude.commands.app import WORKSPACE, Db, Form, Output, app, opened
from attitude.errors import UsageError


@app.command(rich_help_panel=WORKSPACE)
def merge(
    old: Annotated[
        str | None,
        typer.Argument(
            metavar="[OLD", help="The id that goes; files may still name it.", autocompletion=complete.members
        ),
    ] = None,
    new: Annotated[
        str | None, typer.Argument(metavar="NEW]", help="The id that stays.", autocompletion=complete.members)
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="Many pairs: a file with columns old and new."),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what would be merged; change nothing.")] = False,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Make one member of two ids: a new card, the same person twice.

    Contacts, answers, usage and opt-outs of OLD are those of NEW from now on,
    and an opt-out of either holds. What the members files say of OLD fills
    what is not known of NEW. Files that name OLD mean NEW, so do member, why
    and erase. Lists stay as they were handed over. The next score is right.

    Examples:  attitude merge 0012 4711 --dry-run   ·   attitude merge --file pairs.csv
    """
    from attitude.acts.merge import merge_members

    if (old is None or new is None) == (file is None) or (file is not None and old is not None):
        raise UsageError(
            "say which: 'attitude merge OLD NEW', or 'attitude merge --file FILE' with columns old and new"
        )
    pair = (old, new) if old is not None and new is not None else None
    with opened(db, read_only=dry) as workspace:
        merge_members(workspace, pair, file, form, output, dry=dry)
