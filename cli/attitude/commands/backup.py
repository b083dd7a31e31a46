"""Commands that keep the workspace safe."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attitude.commands import complete
from attitude.commands.app import WORKSPACE, Db, Form, Output, app, database_here, home_of, opened
from attitude.errors import UsageError

if TYPE_CHECKING:
    from attitude.home import Home


@app.command(rich_help_panel=WORKSPACE)
def backup(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where to; a file of its own. Else as [backup] in the settings says."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    db: Db = None,
) -> None:
    """Make a checked copy of the workspace, while others may read it.

    It is made under another name, opened, read to the last block, counted
    against the workspace, and only then comes to its place. Where and when is
    noted in attitude.duckdb.backups beside the workspace.

    Examples:  attitude backup /safe/2026-11.duckdb   ·   attitude backup /safe/latest.duckdb --force
    """
    from attitude.acts.backup import back_up

    home = home_of(db)
    back_up(home.database, file or _named_in(home), force=force)


def _named_in(home: Home) -> Path:
    """Give the place that the settings name, for this month."""
    from attitude.today import today

    if home.settings.backup.file is None:
        raise UsageError(f"say where to: 'attitude backup FILE', or file = \"…\" under [backup] in {home.file}")
    return Path(home.settings.backup.file.replace("{month}", f"{today():%Y-%m}"))


@app.command(rich_help_panel=WORKSPACE)
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", autocompletion=complete.backups)],
    force: Annotated[
        bool, typer.Option("--force", help="Take the place of a workspace that is there; it is kept beside.")
    ] = False,
    db: Db = None,
) -> None:
    """Put a backup in the workspace's place, checked before, whole or not at all.

    A workspace that was there is kept as attitude.duckdb.replaced. A backup of
    an older version comes back as it is. Whoever was erased since is back with
    it, and named.

    Examples:  attitude restore /safe/2026-11.duckdb --force   ·   attitude restore old.duckdb --db look.duckdb
    """
    from attitude.acts.backup import bring_back

    bring_back(database_here(db), file, force=force)


@app.command(rich_help_panel=WORKSPACE)
def verify(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="A backup, instead of the workspace.", autocompletion=complete.backups),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Check the workspace: its file, its sums, its lists, and the files that lists were written to.

    Every block is read; sums behind scores are made again from contacts and
    compared to the last digit; funnels, counts, ranks and codes of lists must
    add up; nothing may refer to what is not there. Nothing wrong: exit code 0
    and no rows. Else exit code 3, a line for each check, and the rows.

    Examples:  attitude verify   ·   attitude verify /safe/2026-11.duckdb --format csv
    """
    from attitude.acts.backup import check

    code = check(database_here(db), form, output, at=file)
    raise typer.Exit(code)


@app.command(rich_help_panel=WORKSPACE)
def audit(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="From this day on (UTC).")
    ] = None,
    of_list: Annotated[
        str | None,
        typer.Option("--list", metavar="LIST", help="About this list alone.", autocompletion=complete.lists),
    ] = None,
    of_member: Annotated[
        str | None,
        typer.Option(
            "--member",
            metavar="ID",
            help="Files that told of this member, and lists they are on.",
            autocompletion=complete.members,
        ),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say who did what: every step that changed the workspace, when, on which machine, by which command.

    Each entry has a digest over what it says and over the one before it, and
    seals opt-outs and lists as it left them: attitude verify finds what another
    hand has changed or taken out. CSV and JSON have all columns, command lines
    and the digests of files among them.

    Examples:  attitude audit --since 2026-11-01   ·   attitude audit --list 2026-11-concert   ·
    attitude audit --member 010000001 --format csv
    """
    from attitude.acts.backup import tell_trail

    with opened(db, read_only=True) as workspace:
        tell_trail(workspace, since.date() if since else None, of_list, of_member, form, output)
