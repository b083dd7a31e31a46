"""Commands of the third act: what it brought."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import typer

from attitude.commands.app import ACHIEVEMENT, Db, Form, Output, app, opened, settings_here


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


@app.command(rich_help_panel=ACHIEVEMENT)
def value(
    month: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", help="Look back at a month. [the latest with usage]"),
    ] = None,
    show: Annotated[
        Literal["staircase", "tiers", "moves", "lifetime", "campaigns", "concentration"] | None,
        typer.Option(
            help="One part: members by value and loyalty, tiers alone, moves between steps, what each step is worth, "
            "campaigns that moved members up, how much the best bring."
        ),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say who stands on which step of value and loyalty, how members move, and what each step is worth.

    Examples:  attitude value   ·   attitude value --month 2026-06 --show moves --format csv
    """
    from attitude.walk import value_one

    with opened(db, read_only=True) as workspace:
        value_one(workspace, settings_here().value, month.date() if month else None, show, form, output)
