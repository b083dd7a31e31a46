"""Commands of the third act: what it brought."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from attitude.commands import complete
from attitude.commands.app import ACHIEVEMENT, Db, Form, Output, a_form, app, opened, settings_of
from attitude.errors import UsageError

# as attitude.measure has them, which is not loaded for a help page
AnyPart = Literal[
    "lift",
    "credit",
    "answers",
    "money",
    "profit",
    "beside",
    "deciles",
    "quality",
    "ledger",
    "days",
    "hours",
    "repeat",
    "revenue",
    "waves",
    "codes",
    "overlap",
    "matrix",
    "penetration",
    "coverage",
    "responders",
    "programme",
    "saved",
]


@app.command(rich_help_panel=ACHIEVEMENT)
def measure(
    campaigns: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CAMPAIGN",
            help="A campaign id; two, to test the first against the other; none for ledger, over all, and what is of "
            "several.",
            autocompletion=complete.campaigns,
        ),
    ] = None,
    show: Annotated[
        AnyPart,
        typer.Option(
            "--show",
            help="lift over the holdout; credit, whom the answers are owed to; answers by class; money; profit by "
            "depth of the list; beside, what there is to compare with where nothing was held out; deciles, what the "
            "propensities foresaw beside what came, by tenth; quality, how well they ranked; ledger, the tenths of all "
            "campaigns; days and hours, when answers came; repeat, use of the product before and "
            "since; revenue of all products, in both arms; waves of a series; codes of members' own, and who brought "
            "them. Of several campaigns: overlap of their responders; matrix, channel by product; penetration of "
            "products; coverage by evidence; responders, month by month; saved, against contacting all who were "
            "eligible. Of all: programme, the universal control beside everyone "
            "else.",
        ),
    ] = "lift",
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="WHAT",
            help="Rows: cell, offer, channel, product, timing, gift, a dimension of yours; bands of the score before: "
            "responsiveness, channel-score, product-score, timing-score, gift-score; propensity, added: tenths of "
            "the list, deciles by added too; or an attribute of members, by which responders go too.",
            autocompletion=complete.slices,
        ),
    ] = "cell",
    fixed_cost: Annotated[
        float, typer.Option("--fixed-cost", min=0, help="What the model cost, for --show profit.")
    ] = 0.0,
    goal: Annotated[
        str | None,
        typer.Option(
            "--goal",
            metavar="OUTCOME",
            help="What both arms are compared by: answer, answer:KIND, product, revenue or volume; new-product and so "
            "on, of those who had none the month before. By default what the plan says, else answers where the source "
            "tells them of those held out too, else purchases of the product.",
        ),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m"],
            metavar="YYYY-MM",
            help="Several: that began in this month or later.",
        ),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m"],
            metavar="YYYY-MM",
            help="Several: that began by this month; by default a year, to the latest.",
        ),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say what a campaign brought: response and lift over the holdout, whom it is owed to, what it cost and earned.

    Examples:  attitude measure 2026-11-concert   ·   attitude measure 2026-11-concert --by region   ·
    attitude measure 2026-11-concert --show money --format csv   ·   attitude measure 2026-11-concert 2026-10-coupon   ·
    attitude measure --show matrix --since 2026-01
    """
    from attitude.acts.achievement import measure_one
    from attitude.goals import goal_of

    if campaigns and len(campaigns) > 2:
        raise UsageError(
            f"measures one campaign, or two against one another, not {len(campaigns)}: 'attitude measure "
            f"{campaigns[0]} {campaigns[1]}', then the next; of several at once, --show ledger or matrix"
        )
    span = {"since": since.date() if since else None, "until": until.date() if until else None}
    with opened(db, read_only=True) as workspace:
        measure_one(
            workspace,
            campaigns or (),
            form,
            output,
            part=show,
            by=by,
            fixed_cost=fixed_cost,
            goal=goal_of(goal) if goal else None,
            **span,
        )


@app.command(rich_help_panel=ACHIEVEMENT)
def evaluate(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN.toml",
            help="The plan to try on lists of the past; what their explore.offers and holdout drew speaks for it.",
        ),
    ],
    since: Annotated[
        datetime,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The first day on which the lists began."),
    ],
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The last day; by default all since then."),
    ] = None,
    goal: Annotated[
        str | None,
        typer.Option(
            "--goal", metavar="OUTCOME", help="What is counted, as for measure; by default what the lists' plans say."
        ),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say what another plan would have brought of those on the lists since a day, by what these drew.

    Examples:  attitude evaluate email-first.toml --since 2026-07-01   ·
    attitude evaluate email-first.toml --since 2026-07-01 --format csv
    """
    from attitude.acts.achievement import evaluate_one
    from attitude.goals import goal_of

    with opened(db, read_only=True) as workspace:
        asked = goal_of(goal) if goal else None
        evaluate_one(workspace, plan, since.date(), until.date() if until else None, asked, form, output)


@app.command(rich_help_panel=ACHIEVEMENT)
def brief(
    month: Annotated[
        datetime | None,
        typer.Argument(
            formats=["%Y-%m"],
            metavar="MONTH",
            help="As YYYY-MM; by default that in which the latest campaign began.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="ATTRIBUTE",
            help="Who answered by an attribute of members too: how good they are, their scores, what they use.",
            autocompletion=complete.attributes,
        ),
    ] = None,
    db: Db = None,
    form: Annotated[
        Literal["table", "html", "csv", "json", "jsonl", "parquet", "xlsx"] | None,
        typer.Option(
            "--format",
            help="How the brief is given; by default what the output file's name says, else a page for the terminal. "
            "html is one page with charts, json every figure; the others give the campaigns.",
            callback=a_form,
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Tell a month on one page: headline figures beside the month before, what each campaign brought, the base.

    Examples:  attitude brief   ·   attitude brief 2026-11 -o brief.html   ·   attitude brief 2026-11 --by brand
    --format json
    """
    from attitude.acts.achievement import brief_one

    with opened(db, read_only=True) as workspace:
        brief_one(workspace, settings_of(db).value, month.date() if month else None, form, output, by=by)


_Told = Literal["staircase", "tiers", "moves", "lifetime", "campaigns", "concentration", "cohorts"]
_Kept = Literal["gone", "needs", "series"]
_ValuePart = Literal[_Told, _Kept]


@app.command(rich_help_panel=ACHIEVEMENT)
def value(
    month: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", help="Look back at a month. (the latest with usage)"),
    ] = None,
    show: Annotated[
        _ValuePart | None,
        typer.Option(
            help="One part: members by value and loyalty, tiers alone, moves between steps, what each step is worth, "
            "campaigns that moved members up, how much the best bring, what members who joined in a year were to "
            "bring beside what they did; of what is kept: how well p_gone foretold, members by value and needs, how a "
            "series of waves moved members beside its holdout."
        ),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep it of each member: the table member_value, for plans and questions.")
    ] = False,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say who stands on which step of value and loyalty, how members move, and what each step is worth.

    Examples:  attitude value   ·   attitude value --month 2026-06 --show moves --format csv   ·   attitude value --keep
    """
    from attitude.acts.achievement import keep_one, value_one

    if keep:
        if show or form or output:
            raise UsageError("--keep writes a table and gives no part; ask for parts without it, or query member_value")
        with opened(db) as workspace:
            keep_one(workspace, settings_of(db).value, month.date() if month else None)
        return
    with opened(db, read_only=True) as workspace:
        value_one(workspace, settings_of(db).value, month.date() if month else None, show, form, output)
