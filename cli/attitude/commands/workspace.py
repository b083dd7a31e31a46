"""Commands on the workspace itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from attitude import say
from attitude.commands import complete
from attitude.commands.app import (
    WORKSPACE,
    Db,
    Form,
    Output,
    app,
    database_here,
    home_of,
    new_home_of,
    opened,
    settings_of,
)
from attitude.errors import UsageError


@app.command(rich_help_panel=WORKSPACE)
def init(
    region: Annotated[
        str | None, typer.Option(metavar="XX", help="Of phone numbers without a country code, as CN or DE.")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="NAME", help="That of times in files, as Asia/Shanghai or Europe/Berlin.")
    ] = None,
    db: Db = None,
) -> None:
    """Make a workspace, and a commented attitude.toml beside it.

    Examples:  attitude init --region CN --timezone Asia/Shanghai   ·   attitude init --db /data/loyalty.duckdb
    """
    from attitude.database import create
    from attitude.settings_template import template

    text = template(region, timezone)
    path, settings = new_home_of(db)
    if (region or timezone) and settings.exists():
        raise UsageError(f"{settings}: is there already; write region under [load] and timezone under [send] into it")
    create(path)
    say.note(f"workspace {path} made")
    if not settings.exists():
        settings.write_text(text, encoding="utf-8")
        say.note(f"settings {settings} made: every line explains itself")
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
    from attitude.demo import demo as act

    act(folder, members, seed)


@app.command(rich_help_panel=WORKSPACE)
def status(db: Db = None, form: Form = None, output: Output = None) -> None:
    """Say what is in the workspace, how far the scores reach, and what is odd.

    Examples:  attitude status   ·   attitude status --format json
    """
    from attitude.acts.backup import say_last
    from attitude.status import status as look

    with opened(db, read_only=True) as workspace:
        result = look(workspace)
    say.data(result.overview, form, output)
    if result.coverage is not None:
        say.note(f"coverage: {result.coverage:.0%} of members have evidence of their own")
    say.lines("what the scores are made with", result.constants)
    say.lines("last steps", result.last_steps)
    say.lines("waves to come", result.waves)
    say_last(database_here(db))
    say.lines("problems", result.problems)


@app.command(rich_help_panel=WORKSPACE)
def upgrade(
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
    db: Db = None,
) -> None:
    """Bring a workspace of an earlier version up to this attitude's; nothing is lost.

    Commands that change a workspace do so by themselves; those that only read
    ask for it. The old file stays beside the new one under the name of its
    version, as attitude.duckdb.v13; delete it when you no longer need it. An
    upgrade that is stopped, however it is, leaves the old file as it was.

    Examples:  attitude upgrade --dry-run   ·   attitude upgrade --db /data/loyalty.duckdb
    """
    from attitude.acts.upgrade import upgrade_one

    upgrade_one(database_here(db), dry=dry)


@app.command(rich_help_panel=WORKSPACE)
def erase(
    who: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MEMBER…]", help="Member ids, leading zeros and all.", autocompletion=complete.members),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="A file with a column member_id, in any format that load takes."),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what would go; change nothing.")] = False,
    sure: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where nobody can answer.")] = False,
    again: Annotated[
        bool,
        typer.Option("--readmit", help="They registered again: ids, phones or e-mail addresses that may come back."),
    ] = False,
    show: Annotated[
        Literal["account", "files"] | None,
        typer.Option(help="What becomes of what they did, or files outside that name them. (account)"),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Remove people for good, and keep the statistics.

    What goes: the id everywhere, phone, e-mail, household, time zone, day of
    joining, every attribute, treatment codes of their own. What stays under a
    running number: contacts, answers and usage, so that what campaigns
    brought, the elements and briefs of months past say what they said. Scores
    of others stay, until the next scoring learns without the attributes.

    They do not come back from a file: salted hashes of id, phone and e-mail
    are kept. Rows that name the id count as rejected; the phone or e-mail is
    not taken in under another id either, unless somebody who stays has it
    too. The way back is --readmit.

    Lists to come lose them; files that were handed over are named. There is
    no undo. Other copies and backups of the workspace are yours to delete.

    Examples:  attitude erase 010000000 --dry-run   ·   attitude erase --from requests.csv --yes
    """
    from attitude.acts import erase as act

    if again:
        with opened(db) as workspace:
            act.readmit_all(workspace, who or [], settings_of(db).load.region)
        return
    can_answer = sys.stdin.isatty() and sys.stderr.isatty()
    if (who or file) and not (dry or sure or can_answer):
        raise UsageError("erasing cannot be undone: say --yes to do it, or --dry-run to see what would go")
    ask = None if sure or dry else lambda words: typer.confirm(words, err=True)
    with opened(db, read_only=dry) as workspace:
        act.erase_members(workspace, who or [], file, show, form, output, dry=dry, ask=ask)


@app.command(rich_help_panel=WORKSPACE)
def undo(
    load: Annotated[
        int | None,
        typer.Argument(
            metavar="[LOAD]", help="Its number, as status shows it. (the last)", autocompletion=complete.loads
        ),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what would go and come back; change nothing.")] = False,
    sure: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where nobody can answer.")] = False,
    db: Db = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Take a load back: its rows go, and what it changed or replaced comes back as it was.

    So do the lines that it added to attitude.toml, the attributes that only it
    had, and people and campaigns that only it named. The load stays in loads,
    marked as undone, and its file can be loaded again, mended or as it is.

    A later load that changed its rows, or said them again, is to be undone
    first. Lists that were made since stay as they are, and are named. Scores
    are right after the next 'attitude score'. The latest 20 loads can be
    undone ([load] undo_loads).

    Examples:  attitude undo --dry-run   ·   attitude undo 12   ·   attitude undo --yes
    """
    from attitude.acts.undo import undo_one
    from attitude.undo import check_undo

    can_answer = sure or (sys.stdin.isatty() and sys.stderr.isatty())
    if dry or not can_answer:  # one of an earlier version is not brought up by a trial
        with opened(db, read_only=True) as workspace:
            check_undo(workspace, load)
    if not (dry or can_answer):
        raise UsageError("say --yes to take the load back, or --dry-run to see what that would do")
    ask = None if sure else lambda words: typer.confirm(words, err=True)
    with opened(db) as workspace:
        undo_one(workspace, load, home_of(db).file, form, output, dry=dry, ask=ask)


# unknown options are let through, so that SQL may begin with a "-- comment"; saved queries have a --help of their own
@app.command(rich_help_panel=WORKSPACE, context_settings={"ignore_unknown_options": True, "help_option_names": []})
def query(
    context: typer.Context,
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="SQL|NAME",
            help="One SELECT over the tables, a saved query's name, a FILE.sql, or - for stdin.",
            autocompletion=complete.queries,
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="A value that a saved query asks for.",
            autocompletion=complete.values,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="ATTRIBUTE",
            help="Rows by an attribute of members, where a saved query has them: as --set attribute=…",
            autocompletion=complete.slices,
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show all saved queries and what they ask for.")] = False,
    rows: Annotated[int, typer.Option(min=0, max=1_000_000, help="Show at most so many on the screen; 0: all.")] = 100,
    timeout: Annotated[
        float | None,
        typer.Option(min=0, metavar="SECONDS", help="Take no longer; 0: no limit. Else as in the settings."),
    ] = None,
    db: Db = None,
    form: Form = None,
    output: Output = None,
    wants_help: Annotated[
        bool, typer.Option("--help", "-h", help="Show this; with a NAME, what that saved query gives and asks for.")
    ] = False,
) -> None:
    """Answer a quick question in SQL, typed or saved; nothing can be changed by it.

    Examples:  attitude query "from elements order by ratio desc"   ·   attitude query top_responders --set element=sms
    """
    from attitude.acts import questions as act

    settings = settings_of(db).query
    if listed:
        act.list_queries(settings, form, output)
    elif question is None and wants_help:
        typer.echo(context.get_help())
    elif question is None:
        raise UsageError("say what to ask: SQL or the name of a saved query; 'attitude query --list' shows those")
    else:
        saved = act.find(question, settings)
        if wants_help:
            act.explain(saved)
            return
        with opened(db, read_only=True) as workspace:
            seconds = settings.timeout_seconds if timeout is None else timeout
            pairs = [*(values or []), *([f"attribute={by}"] if by else [])]
            act.query(workspace, saved, pairs, form, output, rows=rows, seconds=seconds)


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
        frame = every(workspace, private=private) if name is None else table(workspace, name)
    say.data(frame, form, output, wrapped=("grain", "meaning", "example"))


@app.command(rich_help_panel=WORKSPACE)
def shell(db: Db = None) -> None:
    """Ask questions at a prompt, with completion and history; nothing can be changed by them. Or from stdin, in turn.

    Examples:  attitude shell   ·   attitude shell < questions.sql
    """
    from attitude.shell import shell as run

    run(database_here(db), settings_of(db).query)


@app.command(rich_help_panel=WORKSPACE)
def ide(db: Db = None) -> None:
    """Open the workspace read-only in harlequin, an editor for SQL in the terminal, if it is installed.

    Examples:  attitude ide   ·   attitude ide --db /data/loyalty.duckdb
    """
    from attitude.acts.workspace import open_in_harlequin

    with opened(db, read_only=True):
        pass  # says what is wrong with the file, if anything is
    open_in_harlequin(database_here(db))
