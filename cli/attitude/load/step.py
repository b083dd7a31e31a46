"""The load step: one file, one transaction, every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from time import monotonic

from attitude.audit import recorded
from attitude.database import Workspace, quoted
from attitude.errors import AttitudeError, BadDataError, TooLittleMemoryError, UsageError
from attitude.load.account import LoadOptions, LoadResult, next_load, remember, repeated
from attitude.load.apart import MOST, WORDS, apart_texts, set_apart
from attitude.load.attribute_amounts import Reading
from attitude.load.erased import keep_out, left_out
from attitude.load.header import KEYS_OF_ROWS, with_names
from attitude.load.keys import as_meant, prepare_keys, remember_plain, settle_keys
from attitude.load.kinds import (
    AMOUNTS,
    KINDS,
    TIMES,
    MissingColumnError,
    check_kind,
    kind_of_file,
    match_columns,
    renamed_words,
)
from attitude.load.members import take_members
from attitude.load.proposing import left_unsaid, saying_the_cure, with_proposals
from attitude.load.reading import read_file, rows_expected, unreadable
from attitude.load.readings import Look, Readings
from attitude.load.rejected import BadRow, column_names, find_refused, write_rejects
from attitude.load.sources import STDIN, Source, is_readable, opened
from attitude.load.words import know_words, read_words

# What each kind runs after its rows are read and checked; the last query leaves the table `tally`.
_STEPS = {
    "members": (),
    "campaigns": ("load/campaign_keys", "load/campaigns"),
    "contacts": ("load/contact_keys", "load/contacts"),
    "responses": ("load/persons", "load/campaign_keys", "load/returns", "load/responses"),
    "usage": ("load/persons", "load/usage"),
    "optouts": ("load/persons", "load/optouts"),
}

# What a load holds in memory, whatever the size of the file, unless it names more people than fit.
GIGABYTES = 3

# Columns that have a value even where a file does not have them.
_DERIVED = {
    "contacts": ("member_key", "treatment_key", "is_control", "responded"),
    "optouts": ("channel", "action"),
}


def folder_files(folder: Path) -> list[tuple[str, Path]]:
    """List what a folder holds, kinds from file names: members and campaigns first, then by name.

    Raises
    ------
    UsageError
        When the folder does not exist or no file in it can be told.
    """
    if not folder.is_dir():
        kinds = ", ".join(KINDS)
        raise UsageError(f"{folder}: neither a kind ({kinds}) nor a folder")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and is_readable(path))
    told = [(kind, path) for path in files if (kind := kind_of_file(path)) and ".rejects." not in path.name]
    if not told:
        raise UsageError(f"{folder}: no file whose name begins with a kind ({', '.join(KINDS)}); load each by its kind")
    order = list(KINDS)
    return sorted(told, key=lambda item: order.index(item[0]))


def load_file(workspace: Workspace, kind: str, path: Path, options: LoadOptions) -> LoadResult:
    """Take one file in, or nothing of it.

    Parameters
    ----------
    workspace
        Open for writing.
    kind
        One of `KINDS`.
    path
        A file in any of the formats of `attitude.load.sources.FORMS`, or ``-`` for standard input.

    Raises
    ------
    UsageError
        When there is no such file, kind, encoding, region or campaign.
    BadDataError
        When the file is empty, lacks a column, cannot be read, or has too many bad rows.
    """
    check_kind(kind)
    if options.replaces is not None and kind != "contacts":
        raise UsageError(f"--replace goes with contacts, not with {kind}")
    with ExitStack() as stack:
        stack.callback(workspace.expect)
        workspace.expect(file_bytes=path.stat().st_size if path.is_file() else None)
        with workspace.watched(f"load · looking at {path.name}"):
            source = with_names(kind, stack.enter_context(opened(path, options.encoding)), options)
        told = options.mapping
        if options.takes_proposals:
            options = with_proposals(workspace, kind, source, options)
        if options.dry:
            stack.enter_context(workspace.rehearsal())
        repeat = repeated(workspace, kind, path, source, options) if options.replaces is None else None
        result = repeat or workspace.within(GIGABYTES, lambda: _take(workspace, kind, path, source, options))
        return replace(result, maps={name: ours for name, ours in options.mapping.items() if name not in told})


def _take(workspace: Workspace, kind: str, path: Path, source: Source, options: LoadOptions) -> LoadResult:
    started = monotonic()
    with recorded(workspace, f"load {kind}", source.name) as run:
        known, others, notes = read_rows(workspace, kind, source, options)
        remember_plain(workspace)
        read, refused = count_rows(workspace, kind, source, options, known)
        rejected = len(refused)
        notes += read_words(workspace, kind, source.name)
        taken_out = 0
        workspace.remember(load_id=next_load(workspace))
        if options.replaces is not None:
            notes += _erased_contacts(workspace, options.replaces)
            taken_out = _take_out(workspace, options.replaces, source)
        # several files may be tried in one transaction: see Workspace.unordered
        with workspace.unordered() if options.dry else nullcontext():
            for step in _STEPS[kind]:
                workspace.run(step)
            if kind == "members":
                addresses = take_members(workspace, known, list(others), Reading(source, options, others))
                notes += [*addresses, *phones_changed(workspace, options.region)]
        notes += left_out(workspace, WORDS) if refused else []
        notes += texts_changed(workspace)
        kept, updated = workspace.row("select kept, updated from tally")
        is_written = bool(refused) and not options.dry
        reject_file = write_rejects(workspace, source, refused, _beside(path)) if is_written else None
        counts = (read, kept, read - rejected - kept - updated, updated, rejected)
        result = LoadResult(kind, path, *counts, taken_out, reject_file, notes=tuple(notes))
        load_id = remember(workspace, result, source, options, monotonic() - started)
        run.rows_out, run.detail = kept + updated, f"{kept:,} kept, {updated:,} updated of {read:,} rows"
        workspace.run("load/forget")
    return result if options.dry else replace(result, load_id=load_id)


def read_rows(
    workspace: Workspace, kind: str, source: Source, options: LoadOptions
) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Show the file as the table ``typed`` of good rows; give its known columns, its attributes, and what to say."""
    columns = read_file(workspace, source)
    workspace.expect(rows_expected(workspace, source), source.path.stat().st_size)
    try:
        known, others = match_columns(kind, columns, options.mapping, _named(source), options.must_have)
    except MissingColumnError as error:
        raise saying_the_cure(error, workspace, kind, columns, options) from error
    notes = [*source.notes, *left_unsaid(kind, columns, options.mapping)]
    notes += renamed_words(others) if KINDS[kind].keeps_others else []
    if others and not KINDS[kind].keeps_others:
        notes.append(f"columns not known and left aside: {', '.join(others.values())}")
        others = {}
    workspace.remember(is_plain=source.is_plain, clock=options.timezone)
    workspace.run("load/macros")
    notes += prepare_keys(workspace, source, known)
    know_words(workspace, options.values)
    _make_incoming(workspace, source, kind, known, others)
    look = Look(workspace, known, options, source)
    readings = look.first()
    workspace.remember(**readings.variables)
    try:
        if kind == "contacts":
            workspace.run("load/contact_texts")
        workspace.run(f"load/{kind}_typed")
        _keep_good(workspace, kind, known, others)
        notes += _read_again(workspace, kind, known, others, look, readings).notes
        notes += settle_keys(workspace, known)
    except (TooLittleMemoryError, BadDataError):
        raise
    except AttitudeError as error:  # only now is the file read to its end
        raise unreadable(source, error) from error
    return known, others, notes


def _read_again(
    workspace: Workspace, kind: str, known: dict[str, str], others: dict[str, str], look: Look, readings: Readings
) -> Readings:
    """Read the file as all its rows tell, where the first told of odd ones, or too little: then it has bad rows."""
    if not readings.notes and not workspace.rows("select 1 from typed_kept where is_bad limit 1"):
        return readings
    whole, is_other = look.whole(readings)
    if is_other:
        workspace.remember(**whole.variables)
        workspace.run(f"load/{kind}_typed")
        _keep_good(workspace, kind, known, others)
    return whole


def _named(source: Source) -> str:
    """Name a file in an error about its columns; another sheet of a workbook may have them."""
    unread = source.head.unread if source.head else ()
    return f"{source.name} (sheets not read: {', '.join(unread)}, --sheet NAME reads one)" if unread else source.name


def _make_incoming(
    workspace: Workspace, source: Source, kind: str, known: Mapping[str, str], others: Mapping[str, str]
) -> None:
    """Show the file under the product's own column names; columns that it does not have are empty."""
    theirs = {**{name: known.get(name) for name in KINDS[kind].columns}, **others}
    cell = "unquoted({})" if source.is_guarded else "{}"
    raw = [
        f"{cell.format(quoted(column)) if column else 'null::varchar'} as {quoted(name)}"
        for name, column in theirs.items()
    ]
    workspace.define(f"create temp view incoming_raw as select _row as line, {', '.join(raw)} from incoming_file")
    stripped = [f"stripped({quoted(name)}) as {quoted('stripped ' + name)}" for name in theirs]
    workspace.define(f"create temp view incoming_text as select *, {', '.join(stripped)} from incoming_raw")
    meant = [f"{as_meant(source, name)} as {quoted('meant ' + name)}" for name in known]
    workspace.define(f"create temp view incoming_meant as select *, {', '.join(meant)} from incoming_text")
    texts = {name: quoted(f"{'meant' if name in known else 'stripped'} {name}") for name in theirs}
    cleaned = {name: f"{_cleaning(name, known)}({text})" for name, text in texts.items()}
    shown = [f"{f'clean({text})' if name in others else text} as {quoted(name)}" for name, text in texts.items()]
    changes = [f"is_changed({quoted(name)}, {text})" for name, text in cleaned.items() if theirs[name]]
    workspace.define(
        f"create temp view incoming as select line, {', '.join(shown)}, ({_sum(changes)})::usmallint as _changes "
        "from incoming_meant"
    )


def _cleaning(name: str, known: Mapping[str, str]) -> str:
    """Name the macro that takes words for a missing value out: a dash is one among figures."""
    return "clean_figure" if name in known and name in (*AMOUNTS, *TIMES) else "clean"


def _sum(terms: list[str]) -> str:
    """Add halves of halves: a long chain of terms is slow to plan, and too deep for the database."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return f"({_sum(terms[:middle])} + {_sum(terms[middle:])})"


def _keep_good(workspace: Workspace, kind: str, known: Mapping[str, str], others: Mapping[str, str]) -> None:
    """Read the file once, and keep of it only the columns that it has; ``typed`` shows the others as missing."""
    types = workspace.describe("from typed_rows")
    derived = ("_changes", *_DERIVED.get(kind, ()))
    have = [name for name in types if name in known or name in others or name in derived]
    kept = ", ".join(quoted(name) for name in have)
    with workspace.joined_as_written(len(have)):
        workspace.define(
            f"create or replace temp table typed_kept as select problem is not null as is_bad, {kept} from typed_rows",
            label=f"load · {kind}",
        )
    missing = [name for name in types if name not in (*have, "line", "problem")]
    # rows are kept in the order of the file, for typed_rows has no join (but for contacts, where the order has no
    # meaning); to number them on the way would read them one by one
    shown = ["rowid + 1 as line", kept, *(f"null::{types[name]} as {quoted(name)}" for name in missing)]
    workspace.define(f"create or replace temp view typed as select {', '.join(shown)} from typed_kept where not is_bad")


def count_rows(
    workspace: Workspace, kind: str, source: Source, options: LoadOptions, known: Mapping[str, str]
) -> tuple[int, list[BadRow]]:
    """Count the rows read, and find those to refuse.

    Too many refuse the file; those that are left out, at which nothing can be mended, do not.
    """
    has_rejects = workspace.rows("select 1 from duckdb_tables() where table_name = 'reject_errors'")
    workspace.run("load/ragged" if has_rejects else "load/ragged_json")
    good, bad, ragged = workspace.row(
        "select count(*) filter (where not is_bad), count(*) filter (where is_bad), (select count(*) from ragged) "
        "from typed_kept"
    )
    read, rejected = good + bad + ragged, bad + ragged
    workspace.expect(good)
    if read == 0:
        raise BadDataError(f"{source.name}: has column names but no rows; nothing to load")
    most = options.max_rejects * read
    only_first = rejected > most + MOST
    key = next((known[name] for name in KEYS_OF_ROWS if name in known), "")
    is_left_out = not only_first and keep_out(workspace, kind, apart_texts(source, known))
    found = find_refused(workspace, source, kind, only_first=only_first) if rejected or is_left_out else []
    if found and not only_first:
        columns = column_names(workspace)
        set_apart(workspace, source, found, columns, columns.index(key) if key in columns else 0)
        (rejected,) = workspace.row("select count(*) from refused where not is_left_out")
    _check_quotes(workspace, source)
    if rejected > most:
        raise BadDataError(
            f"{source.name}: {rejected:,} of {read:,} rows are bad, more than --max-rejects {options.max_rejects:g}; "
            f"nothing was kept. First: {_first_reject(workspace)}"
        )
    return read, found


def _check_quotes(workspace: Workspace, source: Source) -> None:
    """Refuse a file with a quote that never ends: it would swallow all rows after it."""
    if workspace.rows("select 1 from ragged where is_open_quote"):
        (line,) = workspace.row(
            "select min(line) from refused_lines semi join (from refused_numbers where is_open_quote) "
            "using (is_ragged, number)"
        )
        raise BadDataError(f"{source.name}: line {line} opens a quote that is never closed; nothing was kept")


def _first_reject(workspace: Workspace) -> str:
    line, words = workspace.row(
        "select line, concat_ws(' ', \"column\", '''' || value || '''', reason) from refused "
        "where not is_left_out order by line limit 1"
    )
    return f"line {line}: {words}"


def _take_out(workspace: Workspace, campaign: str, source: Source) -> int:
    """Take a campaign's contacts out, for those of the file to take their place."""
    named = "select treatment_key from treatment_texts where campaign_id = ?"
    if not workspace.rows(f"select 1 from typed where treatment_key in ({named}) limit 1", [campaign]):
        raise BadDataError(f"{source.name}: has no contact of campaign '{campaign}', which it is to replace")
    if workspace.rows("select 1 from store.responses where campaign_key is null limit 1") or workspace.rows(
        "select 1 from store.returns where campaign_key is null limit 1"
    ):  # what their codes mean may change with the contacts that go
        workspace.rows("insert into store.changed_campaigns select campaign_key from store.campaigns")
    theirs = "treatment_key in (select treatment_key from store.treatments "
    theirs += "semi join (from store.campaigns where campaign_id = ?) using (campaign_key))"
    if not workspace.rows(f"select 1 from store.contacts where {theirs} limit 1", [campaign]):
        return 0
    workspace.run("load/replaced_contacts", campaign=campaign)
    return int(workspace.rows(f"delete from store.contacts where {theirs}", [campaign])[0][0])


def _erased_contacts(workspace: Workspace, campaign: str) -> list[str]:
    """Say how many contacts of erased people a replaced campaign loses: no file can bring them again."""
    count = workspace.result("load/erased_contacts", campaign=campaign).item()
    words = f"contacts of erased people, taken out with the others, which no file brings again: {count:,}"
    return [f"{words}; figures of '{campaign}' are without them from now on"] if count else []


def phones_changed(workspace: Workspace, region: str | None) -> list[str]:
    """Say what became of phones and e-mail addresses, after ``load/contact_points``."""
    why = f"no numbers of {region.upper()}" if region else "attitude.toml has no load.region to read them by"
    words = (
        "phones written as E.164",
        f"phones kept as they are, {why}",
        "no e-mail addresses, left out",
    )
    return [f"{what}: {count:,}" for what, count in zip(words, workspace.row("from changes"), strict=True) if count]


def texts_changed(workspace: Workspace) -> list[str]:
    """Say how many texts of good rows a load changed."""
    (count,) = workspace.row("select coalesce(sum(_changes), 0) from typed_kept where not is_bad")
    return [f"texts trimmed, brought to one form, or words for a missing value: {count:,}"] if count else []


def _beside(path: Path) -> Path:
    return Path("standard-input") if path == STDIN else path
