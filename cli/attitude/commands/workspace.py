"""Commands on the workspace itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from attitude import say
from attitude.commands import complete
from attitude.commands.app import WORKSPACE, Db, Form, Output, app, database_here, opened


@app.command(rich_help_panel=WORKSPACE)
def init(db: Db = None) -> None:
    """Make a workspace and a commented attitude.toml in this folder.

    Examples:  attitude init   ·   attitude init --db /data/loyalty.duckdb
    """
    from attitude.database import create
    from attitude.settings import SETTINGS_NAME, TEMPLATE

    path = database_here(db)
    create(path)
    say.note(f"workspace {path} made")
    settings = Path(SETTINGS_NAME)
    if not settings.exists():
        settings.write_text(TEMPLATE, encoding="utf-8")
        say.note(f"settings {settings.name} made: every line explains itself")
    say.note("next: attitude load members FILE")


@app.command(rich_help_panel=WORKSPACE)
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to; made if it is not there.")] = Path("demo"),
    members: Annotated[int, typer.Option(min=200, help="How many members the world has.")] = 20_000,
    seed: Annotated[
        int, typer.Option(min=-(2**63), max=2**63 - 1, help="Of every draw: the same seed, the same world.")
    ] = 1,
) -> None:
    """Walk through a whole month on a built-in world, no input needed.

    Examples:  attitude demo   ·   attitude demo big --members 500000
    """
    from attitude.demo import demo as walk

    walk(folder, members, seed)


@app.command(rich_help_panel=WORKSPACE)
def status(db: Db = None, form: Form = None, output: Output = None) -> None:
    """Say what is in the workspace, how far the scores reach, and what is odd.

    Examples:  attitude status   ·   attitude status --format json
    """
    from attitude.status import status as look

    with opened(db, read_only=True) as workspace:
        found = look(workspace)
    say.data(found.overview, form, output)
    if found.coverage is not None:
        say.note(f"coverage: {found.coverage:.0%} of members have evidence of their own")
    say.lines("what the scores are made with", found.constants)
    say.lines("last steps", found.last_steps)
    say.lines("problems", found.problems)


# unknown options are let through, so that SQL may begin with a "-- comment"
@app.command(rich_help_panel=WORKSPACE, context_settings={"ignore_unknown_options": True})
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT over the tables, a FILE.sql, or - for stdin.")],
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Answer a quick question in SQL; nothing can be changed by it.

    Examples:  attitude query "from elements order by ratio desc"   ·   attitude query "from members" -o members.xlsx
    """
    from attitude.query import query as ask
    from attitude.query import sql_text

    with opened(db, read_only=True) as workspace:
        found = ask(workspace, sys.stdin.read() if sql == "-" else sql_text(sql))
    say.data(found, form, output)


@app.command(rich_help_panel=WORKSPACE)
def tables(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A table, to see its columns.", autocompletion=complete.tables),
    ] = None,
    private: Annotated[
        bool, typer.Option("--all", help="The tables of schema store too, which may change with any version.")
    ] = False,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say what the tables and their columns mean, what one row is of, and what a value looks like.

    Examples:  attitude tables   ·   attitude tables attitudes   ·   attitude tables members --format csv
    """
    from attitude.tables import table
    from attitude.tables import tables as every

    with opened(db, read_only=True) as workspace:
        found = every(workspace, private=private) if name is None else table(workspace, name)
    say.data(found, form, output, wrapped=("grain", "meaning", "example"))
