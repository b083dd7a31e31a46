"""Every command: typed options, one call, one thing said."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from attitude import __version__, say
from attitude.database import Workspace, create, interrupt_all
from attitude.errors import AttitudeError, UsageError
from attitude.settings import SETTINGS_NAME, TEMPLATE, Settings, find_database, read_settings, remember_map

ACTS = (
    "Workspace",
    "Attitude: what responses say of a taste",
    "Action: the list that follows",
    "Achievement: what it brought",
)
WORKSPACE, ATTITUDE, ACTION, ACHIEVEMENT = ACTS

_INTERRUPTED = 130

app = typer.Typer(
    name="attitude",
    help="Attitude scores, targeted send lists and honest lift for loyalty campaigns, in one file.",
    invoke_without_command=True,
    add_completion=False,
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
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to stdout.")]


def _settings() -> Settings:
    return read_settings(Path())


def _open(db: Path | None, *, read_only: bool = False) -> Workspace:
    path = find_database(db, _settings())
    return Workspace(path, read_only=read_only, watch=say.progress)


def _pairs(given: list[str], option: str) -> dict[str, str]:
    """Read options like ``theirs=ours``."""
    for pair in given:
        theirs, _, ours = pair.partition("=")
        if not theirs.strip() or not ours.strip():
            raise UsageError(f"{option} {pair}: write it as THEIRS=OURS")
    return dict(pair.split("=", 1) for pair in given)


def _version(asked: bool) -> None:
    if asked:
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
        typer.echo(context.get_help())


@app.command(rich_help_panel=WORKSPACE)
def init(db: Db = None) -> None:
    """Make a workspace and a commented attitude.toml in this folder.

    Examples:  attitude init   ·   attitude init --db /data/loyalty.duckdb
    """
    path = find_database(db, _settings())
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

    with _open(db, read_only=True) as workspace:
        found = look(workspace)
    say.data(found.overview, form, output)
    if found.coverage is not None:
        say.note(f"coverage: {found.coverage:.0%} of members have evidence of their own")
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

    with _open(db, read_only=True) as workspace:
        found = ask(workspace, sys.stdin.read() if sql == "-" else sql_text(sql))
    say.data(found, form, output)


@app.command(rich_help_panel=ATTITUDE)
def load(
    what: Annotated[
        list[str], typer.Argument(metavar="KIND FILE… | FOLDER", help="A kind and its files, or a folder.")
    ],
    column: Annotated[
        list[str],
        typer.Option("--map", metavar="THEIRS=OURS", help="Their column is our column; may be repeated."),
    ] = [],  # noqa: B006 - typer copies it
    max_rejects: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Share of bad rows above which a file is refused whole. [0.01]"),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of text files: utf-8, gb18030, utf-16, latin-1… [found out]")
    ] = None,
    dates: Annotated[
        Literal["dmy", "mdy"] | None, typer.Option(help="How 03/04/2026 is meant. [refused where it is not plain]")
    ] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="Of an XLSX file. [the first]")] = None,
    replaces: Annotated[
        str | None,
        typer.Option("--replace", metavar="CAMPAIGN", help="The contacts file takes the place of this campaign's."),
    ] = None,
    db: Db = None,
) -> None:
    """Take in members, campaigns, contacts, responses, usage or optouts; every row is accounted for.

    Examples:  attitude load members crm.csv --map 会员编号=member_id   ·   attitude load inbox/
    """
    from attitude.load import KINDS, LoadOptions
    from attitude.walk import load_all

    settings, mapping = _settings(), _pairs(column, "--map")
    options = LoadOptions(
        mapping=mapping,
        max_rejects=settings.load.max_rejects if max_rejects is None else max_rejects,
        encoding=encoding,
        sheet=sheet,
        dates=dates or settings.load.dates,
        region=settings.load.region,
        replaces=replaces,
    )
    with _open(db) as workspace:
        load_all(workspace, what, settings.load, options)
    if mapping and what[0] in KINDS:
        remember_map(Path(SETTINGS_NAME), what[0], mapping)
        say.note(f"column names remembered in {SETTINGS_NAME}")


@app.command(rich_help_panel=ATTITUDE)
def score(
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Use what was known on that day. [latest event]")
    ] = None,
    db: Db = None,
) -> None:
    """Bring every member's attitude scores up to date.

    Examples:  attitude score   ·   attitude score --as-of 2026-10-31
    """
    from attitude.walk import score_all

    with _open(db) as workspace:
        score_all(workspace, _settings().score, _day(as_of))


@app.command(rich_help_panel=ATTITUDE)
def backtest(
    show: Annotated[
        Literal["methods", "campaigns", "calibration"] | None,
        typer.Option(help="One part of the report alone. [all of them, to a terminal; methods otherwise]"),
    ] = None,
    members: Annotated[int, typer.Option(min=1, metavar="N", help="Replay a sample of so many members.")] = 200_000,
    skip: Annotated[int, typer.Option(min=0, metavar="N", help="First campaigns that the totals leave out.")] = 4,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Replay history: score the day before each campaign, and compare with what came of it. Changes nothing.

    Examples:  attitude backtest   ·   attitude backtest --show calibration --format csv
    """
    from attitude.walk import backtest_all

    settings = _settings()
    path = find_database(db, settings)
    with _open(db, read_only=True):
        pass  # says what is wrong with the file, if anything is
    backtest_all(path, settings, members, skip, show, form, output)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of {text}: is not a day; write it as 2026-10-31") from error


@app.command(rich_help_panel=ACTION)
def target(
    plans: Annotated[list[Path], typer.Argument(metavar="PLAN.toml", help="The campaign plan.")],
    seed: Annotated[
        int | None,
        typer.Option(min=-(2**63), max=2**63 - 1, help="Of every draw; by default that of the settings."),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Build the send list of a campaign plan, with its holdout.

    Examples:  attitude target portal.toml   ·   attitude target portal.toml --format json
    """
    from attitude.walk import target_one

    if len(plans) > 1:
        raise UsageError("this version builds one list at a time; call it once for each plan")
    chosen = _settings().seed if seed is None else seed
    with _open(db) as workspace:
        found = target_one(workspace, plans[0], chosen)
    say.data(found.funnel, form, output, screen=found.funnel.drop("list_id"))


@app.command(rich_help_panel=ACTION)
def export(
    list_name: Annotated[str, typer.Argument(metavar="LIST", help="A list id, or a campaign id for its latest list.")],
    form: Annotated[
        Literal["csv", "json", "jsonl", "parquet", "xlsx"] | None,
        typer.Option("--format", help="By default what the file's name says, else csv."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="By default LIST.csv here.")
    ] = None,
    db: Db = None,
) -> None:
    """Write a send list and the manifest that says how it came about.

    Examples:  attitude export 2026-12-family-portal   ·   attitude export 2026-12-family-portal -o sms.xlsx
    """
    from attitude.walk import export_one

    with _open(db) as workspace:
        export_one(workspace, list_name, form, output, Path())


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

    with _open(db, read_only=True) as workspace:
        measure_one(workspace, campaign, form, output)


def _listen_for_interrupts() -> None:
    """Let Ctrl-C stop a long statement at once: the signal wakes a thread, for the main one waits in the database."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with suppress(ValueError):  # only the main thread of a process is told of signals
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)

    def listen() -> None:
        while os.read(reader, 1):
            interrupt_all()

    threading.Thread(target=listen, daemon=True).start()


def main() -> None:
    """Run the command line: one plain error line, and the exit code that a script can trust."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a sign shows another, and does not fail
            stream.reconfigure(errors="replace")
    _listen_for_interrupts()
    try:
        code = app(standalone_mode=False)
        if code == _INTERRUPTED:  # how the command-line library passes Ctrl-C on
            _interrupted()
    except (KeyboardInterrupt, EOFError):
        code = _interrupted()
    except BrokenPipeError:  # the reader, head or less, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except AttitudeError as error:
        say.error(str(error))
        code = error.exit_code
    except SystemExit:
        raise
    except BaseException as error:  # not Exception alone: a panic of the frame library is none
        code = _other(error)
    sys.exit(code)


def _interrupted() -> int:
    say.error("interrupted; what was not finished has left no trace in the workspace")
    return _INTERRUPTED


def _other(error: BaseException) -> int:
    """Tell what the command-line library refused, and what nobody foresaw."""
    if hasattr(error, "format_message"):
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "attitude"
        words = error.format_message().replace("Value error, ", "").rstrip(".")
        say.error(f"{words}; see '{path} --help'")
        return int(getattr(error, "exit_code", 2))
    if type(error).__name__ == "Abort":  # what the command-line library makes of Ctrl-C
        return _interrupted()
    if os.environ.get("ATTITUDE_DEBUG"):
        raise error
    if isinstance(error, OSError) and error.filename:
        say.error(f"{error.filename}: {error.strerror}")
        return 1
    words = str(error).splitlines() or [""]
    say.error(f"unforeseen: {type(error).__name__}: {words[0]}; ATTITUDE_DEBUG=1 shows where")
    return 1
