"""The command line itself: its acts, the options that many commands share, and the workspace they open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from attitude.commands.examples import WithExamples

if TYPE_CHECKING:
    from attitude.database import Workspace
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
Form = Annotated[
    Literal["table", "csv", "json", "jsonl", "parquet", "xlsx"] | None,
    typer.Option(
        "--format", help="How the result is given; by default what the output file's name says, else a table."
    ),
]


def a_place(output: Path | None) -> Path | None:
    """Refuse an output file whose place is none before anything is done, whatever the command."""
    if output is not None:
        from attitude.formats import check_output

        check_output(output)
    return output


Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write there, not to stdout.", callback=a_place),
]


def settings_here() -> Settings:
    """Read the settings of the working folder."""
    from attitude.settings import read_settings

    return read_settings(Path())


def database_here(db: Path | None) -> Path:
    """Find the workspace file that the option, the environment or the settings name."""
    from attitude.settings import find_database

    return find_database(db, settings_here())


def opened(db: Path | None, *, read_only: bool = False) -> Workspace:
    """Open the workspace that the option, the environment or the settings name; watched, it shows each query's way.

    To be written to, one of an earlier version is brought up first.
    """
    from attitude.walk.upgrade import opened

    return opened(database_here(db), settings_here().channels, read_only=read_only)


def _version(asked: bool) -> None:
    if asked:
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
        from attitude.walk.workspace import where_it_stands

        where_it_stands(database_here(None))
