"""Commands of the third act: what it brought."""

from __future__ import annotations

from typing import Annotated

import typer

from attitude.commands.app import ACHIEVEMENT, Db, Form, Output, app, opened


@app.command(rich_help_panel=ACHIEVEMENT)
def measure(
    campaign: Annotated[str, typer.Argument(metavar="CAMPAIGN", help="A campaign id.")],
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say what a campaign brought: response, and lift over the holdout with its interval.

    Examples:  attitude measure 2026-11-concert   ·   attitude measure 2026-11-concert --format csv
    """
    from attitude.walk import measure_one

    with opened(db, read_only=True) as workspace:
        measure_one(workspace, campaign, form, output)
