"""The command line itself: its acts, the options that many commands share, and the workspace they open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from attitude import say
from attitude.commands.everywhere import settings_named
from attitude.commands.examples import WithExamples
from attitude.errors import UsageError
from attitude.private import settle

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.home import Home
    from attitude.settings import Settings

ACTS = (
    "Workspace",
    "Attitude: what responses say of a taste",
    "Action: the list that follows",
    "Achievement: what it brought",
)
WORKSPACE, ATTITUDE, ACTION, ACHIEVEMENT = ACTS

app = typer.Typer(
    name="attitude",
    cls=WithExamples,
    help="Attitude scores, targeted send lists and honest lift for loyalty campaigns, in one file.\n\n"
    "Examples:  attitude demo   ·   attitude init && attitude load inbox/ && attitude score",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Db = Annotated[
    Path | None,
    typer.Option("--db", metavar="PATH", help="The workspace file, else ATTITUDE_DB, else the settings."),
]
# commands that make a page for a browser of a file named so
_PAGES = ("backtest", "brief", "calendar", "campaign", "campaigns", "element", "target")


def a_form(context: typer.Context, form: str | None) -> str | None:
    """Refuse a format that the output file's name says otherwise."""
    _agree(context, form, context.params.get("output"))
    return form


def a_place(context: typer.Context, output: Path | None) -> Path | None:
    """Refuse an output file whose place or name is none before anything is done, whatever the command; - is stdout."""
    if output is None or str(output) == "-":
        return None
    from attitude.formats import check_output

    _agree(context, context.params.get("form"), output)
    check_output(output)
    return output


def a_file(context: typer.Context, output: Path | None) -> Path | None:
    """Do the same for what is never written to stdout, and refuse that."""
    if output is not None and str(output) == "-":
        raise UsageError("-o -: a list goes to a file, for its manifest lies beside it; name one")
    return a_place(context, output)


def _agree(context: typer.Context, form: str | None, output: Path | None) -> None:
    if output is not None:
        from attitude.outputs import check_name

        check_name(output, form, context.info_name in _PAGES)


Form = Annotated[
    Literal["table", "csv", "json", "jsonl", "parquet", "xlsx"] | None,
    typer.Option(
        "--format",
        help="How the result is given; by default what the output file's name says, else a table.",
        callback=a_form,
    ),
]
PageForm = Annotated[
    Literal["table", "html", "csv", "json", "jsonl", "parquet", "xlsx"] | None,
    typer.Option(
        "--format",
        help="How the result is given; by default what the output file's name says, else a page for the terminal. "
        "html is one page for a browser.",
        callback=a_form,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write there, not to stdout.", callback=a_place),
]


def home_of(db: Path | None) -> Home:
    """Find the workspace that the option, the environment or the settings name, and the settings that hold for it."""
    from attitude.home import find_home

    home = find_home(db, settings_named())
    settle(home.settings.files.mode)
    return home


def new_home_of(db: Path | None) -> tuple[Path, Path]:
    """Say where a new workspace and its settings are to be."""
    from attitude.home import new_home

    return new_home(db, settings_named())


def settings_of(db: Path | None) -> Settings:
    """Read the settings that belong to a workspace."""
    return home_of(db).settings


def database_here(db: Path | None) -> Path:
    """Find the workspace file that the option, the environment or the settings name."""
    return home_of(db).database


def opened(db: Path | None, *, read_only: bool = False) -> Workspace:
    """Open the workspace that the option, the environment or the settings name; watched, it shows each query's way.

    To be written to, one of an earlier version is brought up first.
    """
    home = home_of(db)
    for words in home.notes:
        say.note(words)
    from attitude.acts.upgrade import opened

    return opened(home.database, home.settings, read_only=read_only)


def _version(value: bool) -> None:
    if value:
        from attitude import __version__

        typer.echo(f"attitude {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        from attitude.acts.workspace import where_it_stands

        where_it_stands(database_here(None))
