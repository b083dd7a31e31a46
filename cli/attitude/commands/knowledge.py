"""Commands of the third act that keep what campaigns taught: one of them, all, an element, a month."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from attitude.commands import complete
from attitude.commands.app import ACHIEVEMENT, Db, Output, PageForm, app, opened


def _used(dimension: str, words: str) -> Any:
    """Make the option that asks for an element which campaigns used."""
    return typer.Option(metavar="NAME", help=words, autocompletion=complete.of_dimension(dimension))


@app.command(rich_help_panel=ACHIEVEMENT)
def campaign(
    name: Annotated[str, typer.Argument(metavar="CAMPAIGN", help="A campaign id.", autocompletion=complete.campaigns)],
    db: Db = None,
    form: PageForm = None,
    output: Output = None,
) -> None:
    """Say all that is known of a campaign: what was said, to whom, by which rules, what it brought, what was learned.

    Lists stand below, with who made, approved and exported them. Notes are the
    column notes of campaigns files: text, or the name of a .txt or .md file in
    the workspace's folder. Figures are those of attitude measure.

    Examples:  attitude campaign 2026-11-concert   ·   attitude campaign 2026-11-concert -o concert.html   ·
    attitude campaign 2026-11-concert --format csv
    """
    from attitude.acts.knowledge import campaign_one

    with opened(db, read_only=True) as workspace:
        campaign_one(workspace, name, form, output)


@app.command(rich_help_panel=ACHIEVEMENT)
def campaigns(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help="All of them must stand in its id, name, notes, messages or elements; as parts of words, too.",
        ),
    ] = None,
    channel: Annotated[str | None, _used("channel", "That used it.")] = None,
    product: Annotated[str | None, _used("product", "That was about it.")] = None,
    gift: Annotated[str | None, _used("gift", "That gave it.")] = None,
    timing: Annotated[str | None, _used("timing", "That had it.")] = None,
    elements: Annotated[
        list[str] | None,
        typer.Option(
            "--element",
            metavar="DIMENSION=NAME",
            help="That used it, of any dimension, your own too, as form=points; several times: all of them.",
        ),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", help="That began in this month or later."),
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", help="That began by this month.")
    ] = None,
    sort: Annotated[
        Literal["started", "sent", "answers", "rate", "added"],
        typer.Option(help="The latest first, or those with most contacts, answers, the highest rate, most added."),
    ] = "started",
    rows: Annotated[
        int | None, typer.Option("--rows", "-n", min=1, help="At most so many. (all)", show_default=False)
    ] = None,
    db: Db = None,
    form: PageForm = None,
    output: Output = None,
) -> None:
    """Find campaigns by words and by what they used, and say what each brought.

    Words are looked for in ids, names, notes, messages of lists, channels,
    products, timings, gifts and dimensions of your own, whatever their case;
    Chinese words too.

    Examples:  attitude campaigns concert coupon   ·   attitude campaigns --channel sms --since 2026-01 --sort added   ·
    attitude campaigns 春节 --element form=立减 --format csv
    """
    from attitude.acts.knowledge import campaigns_found

    used = {"channel": channel, "product": product, "gift": gift, "timing": timing}
    span = {"since": since.date() if since else None, "until": until.date() if until else None}
    more: dict[str, Any] = {"elements": elements or (), "sort": sort, "rows": rows, **span}
    with opened(db, read_only=True) as workspace:
        campaigns_found(workspace, words or (), used, form, output, **more)


@app.command(rich_help_panel=ACHIEVEMENT)
def calendar(
    month: Annotated[
        datetime | None,
        typer.Argument(
            formats=["%Y-%m"], metavar="MONTH", help="As YYYY-MM; by default that of the latest contact or list."
        ),
    ] = None,
    plans: Annotated[
        list[Path] | None,
        typer.Option("--plan", metavar="PLAN.toml", help="A campaign to come that has no list yet; several times."),
    ] = None,
    job: Annotated[
        Path | None,
        typer.Option(
            metavar="MONTH.toml",
            help="Show the plans of this monthly job too, and its month where none is named. (the plans of month.toml "
            "where that is in the working folder)",
            show_default=False,
        ),
    ] = None,
    over: Annotated[int, typer.Option(min=0, help="Count members with more contacts in a week than this.")] = 2,
    show: Annotated[
        Literal["campaigns", "days", "overlaps", "weeks"] | None,
        typer.Option(
            help="One part: campaigns, contacts by day, pairs of campaigns with members in both, contacts a member "
            "and week. (all, to a person; campaigns otherwise)"
        ),
    ] = None,
    db: Db = None,
    form: PageForm = None,
    output: Output = None,
) -> None:
    """Lay a month out: campaigns run and planned, audiences that overlap, contacts a member and week.

    Run: contacts are loaded. Planned: of a list approved or handed over, as
    far as no contact of it is loaded. Draft: of a list that is one.

    Examples:  attitude calendar   ·   attitude calendar 2026-12 -o december.html   ·
    attitude calendar 2026-12 --show overlaps --format csv   ·   attitude calendar 2027-01 --plan january.toml   ·
    attitude calendar --job january/month.toml
    """
    from attitude.acts.knowledge import calendar_one

    with opened(db, read_only=True) as workspace:
        calendar_one(workspace, month.date() if month else None, plans or (), over, show, form, output, job=job)


@app.command(rich_help_panel=ACHIEVEMENT)
def element(
    dimension: Annotated[
        str,
        typer.Argument(
            metavar="DIMENSION",
            help="channel, product, timing, gift, or one of your own.",
            autocompletion=complete.dimensions,
        ),
    ],
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="One of its elements, as sms; without it all.", autocompletion=complete.elements
        ),
    ] = None,
    show: Annotated[
        Literal["beside", "months", "partners", "fatigue"] | None,
        typer.Option(
            help="One part: the elements side by side, its months, what it brings together with others, what is "
            "answered after contacts lately. (all, to a person; beside otherwise)"
        ),
    ] = None,
    db: Db = None,
    form: PageForm = None,
    output: Output = None,
) -> None:
    """Say what works: a channel, product, timing or gift beside the others, its course, its best partners, fatigue.

    By the scores: answers told by campaign, code or contact, of contacts whose
    response window has closed.

    Examples:  attitude element gift   ·   attitude element channel sms   ·   attitude element channel sms -o sms.html
    ·   attitude element product concert --show partners --format csv
    """
    from attitude.acts.knowledge import element_one

    with opened(db, read_only=True) as workspace:
        element_one(workspace, dimension, name, show, form, output)
