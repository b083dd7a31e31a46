"""The command that does the month by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from attitude.commands.app import WORKSPACE, Db, Form, Output, app, database_here, settings_of


@app.command(rich_help_panel=WORKSPACE)
def run(
    job: Annotated[Path, typer.Argument(metavar="MONTH.toml", help="What the job does; paths in it start from it.")],
    month: Annotated[
        str | None, typer.Option(metavar="YYYY-MM", help="The month, where it is not the one that the file says.")
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what each step would do, and why.")] = False,
    log_format: Annotated[Literal["text", "jsonl"], typer.Option(help="Of the log, one line a step.")] = "text",
    log: Annotated[Path | None, typer.Option(metavar="FILE", help="Add the lines of the log to this file too.")] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Do the month: load the inbox, score, make and hand over planned lists, measure, brief, back up. Safe to repeat.

    What was done and has not changed is skipped; a run that was killed or failed goes on where it stopped.

    Examples:  attitude run month.toml --dry-run   ·   attitude run month.toml --log-format jsonl --format json
    """
    from attitude.acts.job import job_all
    from attitude.job import read_job

    code = job_all(
        read_job(job, month),
        database_here(db),
        settings_of(db),
        form,
        output,
        dry=dry,
        log_format=log_format,
        log=log,
    )
    raise typer.Exit(code)
