"""Commands of the second act: the list that follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from attitude import say
from attitude.commands import complete
from attitude.commands.app import ACTION, Db, Form, Output, a_file, a_form, app, opened, settings_of
from attitude.errors import UsageError

if TYPE_CHECKING:
    from attitude.targeting import TargetResult, Together


@app.command(rich_help_panel=ACTION)
def target(
    plans: Annotated[
        list[Path], typer.Argument(metavar="PLAN.toml", help="The campaign plan; several are chosen together.")
    ],
    seed: Annotated[
        int | None,
        typer.Option(min=-(2**63), max=2**63 - 1, help="Of every draw; by default that of the settings."),
    ] = None,
    wave: Annotated[
        int, typer.Option(min=1, metavar="N", help="Of a plan with [[wave]]: the list of wave N, once N - 1 is out.")
    ] = 1,
    dry: Annotated[bool, typer.Option("--dry-run", help="Try the plan and leave no trace.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Even with a holdout that can show no lift.")] = False,
    show: Annotated[
        Literal["rules", "limits"],
        typer.Option(help="What each rule cut, or what each limit is worth where prices chose."),
    ] = "rules",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Try another value of the plan, with --dry-run; repeatable."),
    ] = None,
    swept: Annotated[
        str | None,
        typer.Option(
            "--sweep",
            metavar="KEY=FROM:TO:POINTS",
            help="What the list would bring as a limit moves, keeping nothing; with -o FILE.html as a curve.",
        ),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Build the send list of a campaign plan, with its holdout; of several plans, as one choice.

    A plan with [[wave]] is a series: --wave 2 makes the list of those whom wave 1 reached, as far as they answered as
    the wave asks. Who was held out from wave 1 is held out from all.

    Examples:  attitude target portal.toml --dry-run   ·   attitude target portal.toml concert.toml
    """
    from attitude.acts.action import sweep_one, target_one, target_several
    from attitude.plan import read_change

    tried = dict(read_change(words) for words in changes or ())
    if tried and not dry and swept is None:
        raise UsageError("--set tries a plan and keeps nothing: say --dry-run too, or change the plan")
    if len(plans) > 1 and swept is not None:
        raise UsageError("--sweep is of one plan; name one")
    if wave > 1 and (len(plans) > 1 or swept is not None):
        raise UsageError("--wave is of one plan and one list; name one, without --sweep")
    settings = settings_of(db)
    draw_seed = settings.seed if seed is None else seed
    with opened(db, read_only=dry or swept is not None) as workspace:
        if swept is not None:
            sweep_one(workspace, plans[0], draw_seed, settings, swept, tried, form, output)
            return
        result: TargetResult | Together
        if len(plans) > 1:
            result = target_several(workspace, plans, draw_seed, settings, force=force, dry=dry, changes=tried)
        else:
            result = target_one(
                workspace, plans[0], draw_seed, settings, force=force, dry=dry, changes=tried, wave=wave
            )
    _say_list(result, show, form, output)


def _say_list(result: TargetResult | Together, show: str, form: str | None, output: Path | None) -> None:
    """Say what limits are worth, or what each rule cut: of one list, or of several that were chosen together."""
    from attitude.acts.action import funnels_of, limits_of
    from attitude.targeting import Together

    if show == "limits":
        limits = result.account.limits if isinstance(result, Together) else limits_of(result)
        say.data(limits, form, output, wrapped=("limit", "means"))
        return
    if isinstance(result, Together):
        table = screen = funnels_of(result)
        wrapped: tuple[str, ...] = ("rule", "list_id")
    else:
        table, screen, wrapped = result.funnel, result.funnel.drop("list_id"), ("rule",)
    say.data(table, form, output, screen=screen.rename({"excluded_alone": "alone"}), wrapped=wrapped)


Named = Annotated[
    str,
    typer.Argument(
        metavar="LIST", help="A list id, or a campaign id for its latest list.", autocompletion=complete.lists
    ),
]
Allow = Annotated[
    list[str] | None,
    typer.Option("--allow", metavar="NAME", help="A pre-send check that may fail, as its line names it; repeatable."),
]


@app.command(rich_help_panel=ACTION)
def approve(list_name: Named, allow: Allow = None, db: Db = None) -> None:
    """Check a send list and approve it: its contacts count in the policies of other lists from now on.

    Examples:  attitude approve 2026-12-family-portal   ·   attitude approve 2026-12-family-portal --allow size
    """
    from attitude.acts.action import approve_one

    with opened(db) as workspace:
        approve_one(workspace, list_name, settings_of(db), allow or [])


@app.command(rich_help_panel=ACTION)
def export(
    list_name: Named,
    form: Annotated[
        Literal["csv", "json", "jsonl", "parquet", "xlsx"] | None,
        typer.Option("--format", help="By default what the file's name says, else csv.", callback=a_form),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="By default LIST.csv here.", callback=a_file),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Which columns: full, sms, call, email, web, or one of your own in the settings; by default full, "
            "or with --split channel that of each channel.",
            autocompletion=complete.layouts,
        ),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(metavar="BY", help="A file for each channel, cell or hour; several as cell,hour."),
    ] = None,
    encoding: Annotated[
        Literal["utf-8", "utf-8-sig", "gb18030"] | None,
        typer.Option(help="Of csv: utf-8-sig is for Excel, gb18030 for gateways that want it; by default utf-8."),
    ] = None,
    allow: Allow = None,
    db: Db = None,
) -> None:
    """Check a send list, and write it with the manifest that says how it came about.

    Examples:  attitude export 2026-12-family-portal   ·   attitude export 2026-12-family-portal -o sms.xlsx
    """
    from attitude.acts.action import export_one
    from attitude.export import Handover

    parts = tuple(dict.fromkeys(part.strip() for part in split.split(","))) if split is not None else ()
    how = Handover(encoding, layout, parts)
    with opened(db) as workspace:
        export_one(workspace, list_name, form, output, Path(), how, settings_of(db), allow or [])


@app.command(rich_help_panel=ACTION)
def withdraw(
    list_name: Named,
    form: Annotated[
        Literal["csv", "json", "jsonl", "parquet", "xlsx"] | None,
        typer.Option("--format", help="By default what the file's name says, else csv.", callback=a_form),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Without it, they are only told.", callback=a_file),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Which columns, as for export. (full)", autocompletion=complete.layouts),
    ] = None,
    encoding: Annotated[
        Literal["utf-8", "utf-8-sig", "gb18030"] | None, typer.Option(help="Of csv, as for export. (utf-8)")
    ] = None,
    db: Db = None,
) -> None:
    """Write who has opted out since a list was handed over, for who sends it to take them off.

    Examples:  attitude withdraw 2026-12-family-portal -o stop.csv --layout sms   ·   attitude withdraw 2026-12-concert
    """
    from attitude.acts.action import withdraw_one
    from attitude.export import Handover

    with opened(db) as workspace:
        withdraw_one(workspace, list_name, form, output, Handover(encoding, layout), settings_of(db))


@app.command(rich_help_panel=ACTION)
def recall(
    list_name: Named,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Kept in the entry of the recall.")] = None,
    db: Db = None,
) -> None:
    """Take a send list back before it is sent, as a new entry; nothing is deleted.

    Examples:  attitude recall 2026-12-family-portal   ·   attitude recall 2026-12-concert --reason "wrong gift"
    """
    from attitude.acts.action import recall_one

    with opened(db) as workspace:
        recall_one(workspace, list_name, reason)


@app.command(rich_help_panel=ACTION)
def why(
    list_name: Named,
    member_id: Annotated[
        str,
        typer.Argument(metavar="MEMBER", help="A member id, leading zeros and all.", autocompletion=complete.members),
    ],
    show: Annotated[
        Literal["rules", "offers", "factors"] | None,
        typer.Option(help="One part of the page alone. (all of them, to a terminal; rules otherwise)"),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say why a member is on a list or not: every rule and offer, what decided, and what would change it.

    Examples:  attitude why 2026-12-concert 010000000   ·   attitude why 2026-12-concert 010000000 --format json
    """
    from attitude.acts.action import why_one

    with opened(db, read_only=True) as workspace:
        why_one(workspace, list_name, member_id, settings_of(db), show, form, output)


@app.command(rich_help_panel=ACTION)
def diff(
    before: Annotated[
        str,
        typer.Argument(
            metavar="LIST", help="The earlier list, or a campaign for its latest.", autocompletion=complete.lists
        ),
    ],
    after: Annotated[
        str,
        typer.Argument(
            metavar="LIST", help="The later list, or a campaign for its latest.", autocompletion=complete.lists
        ),
    ],
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Say who moved between two lists, and why.

    Examples:  attitude diff 2026-11-concert 2026-12-concert   ·   attitude diff november december -o moved.csv
    """
    from attitude.acts.action import diff_two

    with opened(db, read_only=True) as workspace:
        diff_two(workspace, before, after, form, output)
