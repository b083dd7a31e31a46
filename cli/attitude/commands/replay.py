"""The command of the second act that tries other caps on what was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from attitude.commands.app import ACTION, Db, Form, Output, app, opened, settings_of
from attitude.errors import UsageError


@app.command(rich_help_panel=ACTION)
def replay(
    policy: Annotated[
        Path,
        typer.Argument(metavar="POLICY.toml", help="The caps, as a plan has them under policy; a plan itself will do."),
    ],
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", help="From this month on; by default a year, to --until."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", help="To this month; by default that of the last contact."),
    ] = None,
    show: Annotated[
        Literal["months", "channels", "campaigns", "members", "rules"] | None,
        typer.Option(
            help="One part: by month, by channel, by campaign, members by contacts they are spared, or what each rule "
            "had no room for. (all, to a terminal; months otherwise)"
        ),
    ] = None,
    swept: Annotated[
        str | None,
        typer.Option(
            "--sweep",
            metavar="KEY=FROM:TO:POINTS",
            help="A row for each of several values of one cap, as all.max=1:4:4 or sms.days=7:28:4.",
        ),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say what other contact caps would have left out of the past months, and saved, and lost. Changes nothing.

    Each member's contacts are gone through in order of time; one too many is left out and counts for none after it.
    Opt-outs play no part: who was contacted was. `attitude backtest` is of scores, this is of contacts.

    Examples:  attitude replay caps.toml --since 2026-06   ·   attitude replay caps.toml --show members -o a.csv   ·
    attitude replay caps.toml --since 2026-06 --sweep all.max=1:4:4
    """
    from attitude.acts.replay import replay_one, sweep_one

    span = {"since": since.date() if since else None, "until": until.date() if until else None}
    if swept is not None and show is not None:
        raise UsageError(f"--show {show}: a sweep has one row for each value; leave out one of the two")
    settings = settings_of(db)
    with opened(db, read_only=True) as workspace:
        if swept is not None:
            sweep_one(workspace, policy, settings, swept, form, output, **span)
        else:
            replay_one(workspace, policy, settings, show, form, output, **span)
