"""Commands of the first act: what responses say of a taste."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import typer

from attitude.commands import complete
from attitude.commands.app import ATTITUDE, Db, Form, Output, a_form, app, database_here, home_of, opened, settings_of
from attitude.commands.columns import WithColumns
from attitude.errors import UsageError


@app.command(rich_help_panel=ATTITUDE, cls=WithColumns)
def load(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="KIND FILE… | FOLDER", help="A kind and its files, or a folder.", autocompletion=complete.kinds
        ),
    ],
    column: Annotated[
        list[str],
        typer.Option("--map", metavar="THEIRS=OURS", help="Their column is our column; may be repeated."),
    ] = [],  # noqa: B006 - typer copies it
    max_rejects: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Share of bad rows above which a file is refused whole. (0.01)"),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of text files: utf-8, gb18030, utf-16, latin-1… (found out)")
    ] = None,
    dates: Annotated[
        Literal["dmy", "mdy"] | None, typer.Option(help="How 03/04/2026 is meant. (refused where it is not plain)")
    ] = None,
    decimal: Annotated[
        Literal[",", "."] | None, typer.Option(help="How 1,234 or 2.001 is meant. (refused where it is not plain)")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of an XLSX file. (the first that is not hidden)")
    ] = None,
    header_row: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="The line that holds the column names. (found out)")
    ] = None,
    replaces: Annotated[
        str | None,
        typer.Option(
            "--replace",
            metavar="CAMPAIGN",
            help="The contacts file takes the place of this campaign's.",
            autocompletion=complete.campaigns,
        ),
    ] = None,
    full_list: Annotated[
        bool | None,
        typer.Option(
            "--full-list/--no-full-list", help="A members file holds the whole base: who is missing has left."
        ),
    ] = None,
    max_missing: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Share of the base that may be missing from such a file. (0.2)"),
    ] = None,
    keep_blank: Annotated[
        bool | None,
        typer.Option(
            "--keep-blank/--no-keep-blank",
            help="An empty cell of a members file leaves what is known. (it empties it, and the count is told)",
        ),
    ] = None,
    looks: Annotated[
        bool,
        typer.Option("--look", help="Keep nothing: show what each column would be taken for, and what is in it."),
    ] = False,
    takes: Annotated[
        bool, typer.Option("--yes", help="Take the column names that --look proposes, and remember them.")
    ] = False,
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Give the whole account of what would become of the rows; keep nothing.")
    ] = False,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Take in members, campaigns, contacts, responses, usage or optouts; every row is accounted for.

    Examples:  attitude load members crm.csv --look   ·   attitude load members crm.csv --map 会员编号=member_id
    """
    from attitude.acts.attitude import check_goes_with_members, load_all
    from attitude.acts.files import look_at_all
    from attitude.load import LoadOptions

    home, mapping = home_of(db), _pairs(column, "--map")
    settings = home.settings
    values: dict[str, object] = {"max_rejects": max_rejects, "dates": dates, "decimal": decimal}
    values |= {"full_list": full_list, "keep_blank": keep_blank, "max_missing": max_missing}
    how = settings.how_to_load | {name: value for name, value in values.items() if value is not None}
    options = LoadOptions(
        mapping=mapping,
        encoding=encoding,
        sheet=sheet,
        header_row=header_row,
        timezone=settings.send.timezone,
        replaces=replaces,
        takes_proposals=takes,
        dry=dry,
        **how,
    )
    check_goes_with_members(what[0], full_list, max_missing, keep_blank)
    if looks:
        look_at_all(home.database, what, settings, options, form, output)
        return
    if form is not None or output is not None:
        raise UsageError("--format and --output are of what --look shows; say --look too, or leave them out")
    if dry:
        with opened(db, read_only=True):
            pass  # one of an earlier version is not brought up by a trial
    with opened(db) as workspace:
        load_all(workspace, what, settings.load, options, home.file)


@app.command(rich_help_panel=ATTITUDE)
def score(
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Use what was known on that day. (latest event)")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Make everything anew; the scores are the same.")] = False,
    db: Db = None,
) -> None:
    """Bring every member's attitude scores up to date, with what changed since the last time.

    Examples:  attitude score   ·   attitude score --as-of 2026-10-31   ·   attitude score --full
    """
    from attitude.acts.attitude import score_all

    with opened(db) as workspace:
        score_all(workspace, settings_of(db), _day(as_of), full=full)


@app.command(rich_help_panel=ATTITUDE)
def member(
    member_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="A member id, leading zeros and all.", autocompletion=complete.members),
    ],
    show: Annotated[
        Literal["scores", "reasons", "contacts", "offers"] | None,
        typer.Option(help="One part of the page alone. (all of them, to a terminal; scores otherwise)"),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All that is kept of them, every row of every table, as JSON.")
    ] = False,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Show one member's page: scores, what they rest on, history, contacts, and the next offers.

    With --all, what somebody is to be given who asks what is kept of them:
    files told it, scores and lists were made of it. Files that were handed
    over are not looked into; attitude audit --member ID names the lists.

    Examples:  attitude member 010000000   ·   attitude member 010000000 --show reasons --format json   ·
    attitude member 010000000 --all -o asked.json
    """
    from attitude.acts.attitude import all_of_one, member_one

    with opened(db, read_only=True) as workspace:
        if everything:
            all_of_one(workspace, member_id, show, form, output)
        else:
            member_one(workspace, member_id, show, form, output)


@app.command(rich_help_panel=ATTITUDE)
def backtest(
    show: Annotated[
        Literal["methods", "campaigns", "calibration"] | None,
        typer.Option(help="One part of the report alone. (all of them, to a terminal; methods otherwise)"),
    ] = None,
    members: Annotated[int, typer.Option(min=1, metavar="N", help="Take a sample of so many members.")] = 200_000,
    skip: Annotated[int, typer.Option(min=0, metavar="N", help="First campaigns that the totals leave out.")] = 4,
    last: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Take only the latest so many campaigns. (all)")
    ] = None,
    db: Db = None,
    form: Annotated[
        Literal["table", "html", "csv", "json", "jsonl", "parquet", "xlsx"] | None,
        typer.Option(
            "--format",
            help="How the report is given; by default what the output file's name says, else a table. "
            "html is one page with charts of all of it.",
            callback=a_form,
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Foresee the past: score the day before each campaign, and compare with what came of it. Changes nothing.

    Examples:  attitude backtest   ·   attitude backtest -o past.html   ·   attitude backtest --show methods -o a.csv
    """
    from attitude.acts.attitude import backtest_all

    with opened(db, read_only=True):
        pass  # says what is wrong with the file, if anything is
    backtest_all(database_here(db), settings_of(db), members, skip, last, show, form, output)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of {text}: is not a day; write it as 2026-10-31") from error


def _pairs(pairs: list[str], option: str) -> dict[str, str]:
    """Read options like ``theirs=ours``."""
    for pair in pairs:
        theirs, _, ours = pair.partition("=")
        if not theirs.strip() or not ours.strip():
            raise UsageError(f"{option} {pair}: write it as THEIRS=OURS")
    return dict(pair.split("=", 1) for pair in pairs)
