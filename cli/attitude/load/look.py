"""A look at a file before it is loaded: what a load would make of each column, by the load's own reading.

Nothing is kept: all it makes are temporary tables, so a workspace that is open for reading will do, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attitude.channels import name_channels
from attitude.database import Watch, Workspace, act, literal, quoted
from attitude.dimensions import name_dimensions
from attitude.emails import make_ascii
from attitude.errors import BadDataError, BusyError, OlderError
from attitude.load.account import LoadOptions
from attitude.load.apart import WORDS
from attitude.load.attribute_amounts import Reading, say_marks, say_undecided
from attitude.load.base import POINTS, addresses_told
from attitude.load.beside import cells_emptied, emptied_told, unmet
from attitude.load.erased import left_out
from attitude.load.header import with_names
from attitude.load.kinds import KINDS, check_kind, meanings, normal_name
from attitude.load.members import try_types
from attitude.load.proposing import HINT, First, columns_of, first_values, proposed
from attitude.load.rows import count_rows, read_rows
from attitude.load.sources import Source, opened
from attitude.load.step import GIGABYTES, texts_changed
from attitude.load.unheard import unheard_told
from attitude.load.words import read_words
from attitude.phones import make_e164
from attitude.settings import Settings

if TYPE_CHECKING:
    import polars as pl

_TEXTS = ("member_id", "phone", "email", "campaign_id", "treatment_code")  # of which most differ from row to row
_WORDS = ("channel", "kind", "action", "product", "timing", "gift", "cell")
_SAMPLES, _LONGEST, _MOST_WORDS = 3, 40, 8
_APART = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
_TYPES = {"VARCHAR": "text", "DATE": "day", "TIMESTAMP": "time", "BOOLEAN": "yes or no", "INTEGER": "number"}
_OF_ATTRIBUTES = (
    "yes or no",
    "whole number",
    "number",
    "day",
    "time",
    "number",
    "number",
)  # in the order of arriving_types


@dataclass(frozen=True)
class Rejects:
    """Rows that would be refused for one reason; ``first_row`` counts from 1 below the header."""

    column: str
    reason: str
    rows: int
    first_row: int
    first_value: str | None


@dataclass(frozen=True)
class Look:
    """What a load would make of a file.

    ``columns`` has a row per column of the file: ``kind``, ``file``, ``column``, ``taken_for`` (one of the kind's
    columns, ``attribute``, or NULL where it is left aside), ``by`` (``name``, ``told``, ``remembered``, ``proposed``),
    ``type``, ``filled`` (rows with a value), ``texts`` (different ones), ``known`` (of them, in the workspace),
    ``lowest`` and ``highest`` (of days, times and amounts, as they are read), ``samples``, ``words`` (the most frequent
    ones, with their rows and what they are taken for), ``emptied`` (of a members file: cells that hold a value today
    and that its blanks would empty, or ``keep_blank`` keep; NULL where nothing is known of the column). ``maps`` are
    the proposals, theirs → ours, which all the rest takes for granted; ``refusal`` says why the file would be refused,
    None where it would not.
    """

    kind: str
    file: Path
    header: str
    columns: pl.DataFrame
    maps: Mapping[str, str]
    rows: int
    rejected: int
    rejects: tuple[Rejects, ...]
    notes: tuple[str, ...]
    refusal: str | None


@dataclass
class _Result:
    """What is found on the way, by our names of columns."""

    rows: int
    types: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    ranges: dict[str, tuple[str, str]] = field(default_factory=dict)
    emptied: dict[str, int] = field(default_factory=dict)
    rejected: int = 0
    rejects: tuple[Rejects, ...] = ()
    notes: tuple[str, ...] = ()


@contextmanager
def opened_to_look(path: Path, settings: Settings, watch: Watch | None = None) -> Iterator[tuple[Workspace, str]]:
    """Open a workspace to compare files with; an empty one in memory where it cannot be had now, and say why.

    Raises
    ------
    AttitudeError
        When the file is no workspace, or damaged.
    """
    why = "" if path.exists() else f"{path}: no workspace here yet"
    workspace = None
    try:
        workspace = None if why else Workspace(path, read_only=True, watch=watch)
    except BusyError:
        why = f"{path}: in use by who writes to it"
    except OlderError:
        why = f"{path}: of an earlier version, see 'attitude upgrade'"
    if workspace is None:
        workspace = Workspace(None, watch=watch)
        workspace.make_tables()
    with workspace:
        name_channels(workspace, settings.channels)
        name_dimensions(workspace, settings.dimensions)
        yield workspace, f"{why}: ids, phones and codes are compared with nothing" if why else ""


@act
def look(workspace: Workspace, kind: str, path: Path, options: LoadOptions) -> Look:
    """Look at a file as a load of that kind would, with the proposals for its columns taken; nothing is kept.

    Parameters
    ----------
    workspace
        Any; one of whoever wants ids and phones compared.
    kind, path, options
        As for `load_file`.

    Raises
    ------
    UsageError
        When there is no such file, kind, encoding or region, or the mapping names a column that is not there.
    BadDataError
        When the file cannot be read at all. One that a load would refuse is looked at as far as it goes.
    """
    check_kind(kind)
    with opened(path, options.encoding) as file:
        source = with_names(kind, file, options)
        return workspace.within(GIGABYTES, lambda: _look(workspace, kind, path, source, options))


def _look(workspace: Workspace, kind: str, path: Path, source: Source, options: LoadOptions) -> Look:
    columns = columns_of(workspace, source)
    first = first_values(workspace, columns)
    rows, filled = _filled(workspace, columns)
    maps = proposed(workspace, kind, columns, options, first)
    mapped_options = replace(options, mapping={**options.mapping, **maps})
    result, refusal = _Result(rows), None
    try:
        for part in _parts(workspace, kind, source, mapped_options):
            result = replace(result, **part)
    except BadDataError as error:
        refusal = str(error).removesuffix(HINT)
    workspace.run("load/forget")
    by = {normal_name(name): "told" if name in options.must_have else "remembered" for name in options.mapping}
    by |= {normal_name(name): "proposed" for name in maps}
    targets = meanings(kind, columns, mapped_options.mapping_of(kind))
    table = _table(kind, source.name, targets, by, first, filled, result)
    header = _header(source, len(columns))
    return Look(kind, path, header, table, maps, result.rows, result.rejected, result.rejects, result.notes, refusal)


def _parts(workspace: Workspace, kind: str, source: Source, options: LoadOptions) -> Iterator[dict[str, Any]]:
    """Read the file as a load does, and give what is found, part by part: what comes last may refuse the file."""
    known, others, notes = read_rows(workspace, kind, source, options)
    types, undecided = _types(workspace, known, Reading(source, options, others))
    notes += say_undecided(workspace, undecided)
    yield {"notes": tuple(notes), "types": types}
    yield {"ranges": _ranges(workspace, known)}
    _keep_texts(workspace, known)
    make_e164(workspace, "arriving", options.region)
    if "phone" in known or "email" in known:
        make_ascii(workspace, "arriving")
        workspace.run(*POINTS)
        notes += addresses_told(workspace, options.region)
    yield {"notes": tuple(notes), "texts": _texts(workspace), "words": _words(workspace)}
    notes += unmet(workspace, kind)
    if kind == "members":
        counts = cells_emptied(workspace, [*known, *others], options)
        notes += emptied_told(counts, options)
        yield {"notes": tuple(notes), "emptied": counts}
    rejects = _rejects(workspace)
    yield {"rejects": rejects, "rejected": sum(reason.rows for reason in rejects)}
    rows, refused = count_rows(workspace, kind, source, options, known)
    notes += read_words(workspace, kind, source.name)
    notes += [*(left_out(workspace, WORDS) if refused else []), *texts_changed(workspace)]
    notes += unheard_told(workspace, kind) if refused else []
    yield {"rows": rows, "rejected": len(refused), "notes": tuple(notes)}


def _filled(workspace: Workspace, columns: list[str]) -> tuple[int, dict[str, int]]:
    """Count the rows, and in how many of them each column has a value."""
    counts = ", ".join(f"count(clean(stripped({quoted(name)})))" for name in columns)
    rows, *filled = workspace.row(f"select count(*), {counts} from incoming_file")
    return rows, dict(zip(columns, filled, strict=True))


def _types(workspace: Workspace, known: Mapping[str, str], reading: Reading) -> tuple[dict[str, str], list[str]]:
    """Give the type of each column: as the load reads it, or, of attributes, the narrowest that all values fit.

    And which attributes hold amounts that can be read both ways.
    """
    undecided: list[str] = []
    of_ours = {
        name: _TYPES.get(kind, "amount" if kind.startswith("DECIMAL") else "text")
        for name, kind in workspace.describe("from typed").items()
        if name in known
    }
    column_types = dict.fromkeys(known, "text") | of_ours | dict.fromkeys(reading.others, "text")
    if reading.others:
        try_types(workspace, list(reading.others))
        undecided = say_marks(workspace, reading)
        for attribute, *holds in workspace.rows("from arriving_types"):
            names = (name for name, holding in zip(_OF_ATTRIBUTES, holds, strict=True) if holding)
            column_types[attribute] = "text" if attribute in undecided else next(names, "text")
    return column_types, undecided


def _ranges(workspace: Workspace, known: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Give the lowest and the highest of each column of days, times, amounts and numbers, as they are read."""
    types = {name: kind for name, kind in workspace.describe("from typed").items() if name in known}
    columns = [name for name, kind in types.items() if kind not in ("VARCHAR", "BOOLEAN") and "_key" not in name]
    if not columns:
        return {}
    ends = ", ".join(f"min({quoted(name)})::varchar, max({quoted(name)})::varchar" for name in columns)
    row = [_shorter(value) for value in workspace.row(f"select {ends} from typed")]
    pairs = zip(columns, row[::2], row[1::2], strict=True)
    return {name: (low, high) for name, low, high in pairs if low is not None and high is not None}


def _shorter(value: str | None) -> str | None:
    """Leave out what says nothing: zeros after the point, and the seconds of whole minutes."""
    if value is None:
        return None
    plain = value.removesuffix(" 00:00:00")
    return plain.rstrip("0").rstrip(".") if "." in plain and ":" not in plain else plain


def _keep_texts(workspace: Workspace, known: Iterable[str]) -> None:
    """Gather the different texts of ids, addresses and words in one pass, and show the addresses as a load does."""
    columns = [name for name in (*_TEXTS, *_WORDS) if name in known]
    records = [f"{{ours: {literal(name)}, text: clean({quoted(name)})}}" for name in columns]
    rows = f"select unnest([{', '.join(records)}], recursive := true) from incoming" if records else ""
    workspace.define(
        "create or replace temp table looked_texts as select ours, text, count(*) as count_rows from "
        f"({rows or 'select null::varchar as ours, null::varchar as text'}) where text is not null group by ours, text"
    )
    workspace.define(
        "create or replace temp view arriving as select case when ours = 'phone' then text end as phone, "
        "case when ours = 'email' then text end as email from looked_texts where ours in ('phone', 'email')"
    )


def _texts(workspace: Workspace) -> dict[str, tuple[int, int | None]]:
    return {ours: (texts, known) for ours, texts, known in workspace.result("look/texts").rows()}


def _words(workspace: Workspace) -> dict[str, str]:
    """Write the words of each column of words in a line: ``STOP 12 → opted-out · Ja 88 → answered``."""
    texts: dict[str, list[str]] = {}
    for ours, text, rows, meaning in workspace.result("look/words", most=_MOST_WORDS).rows():
        means = f" → {meaning}" if meaning is not None and meaning != text else ""
        texts.setdefault(ours, []).append(f"{_cut(text)} {rows:,}{means}")
    return {ours: " · ".join(words) for ours, words in texts.items()}


def _rejects(workspace: Workspace) -> tuple[Rejects, ...]:
    if not workspace.rows("select 1 from typed_kept where is_bad limit 1"):
        return ()
    return tuple(Rejects(*row) for row in workspace.result("look/reasons").rows())


def _header(source: Source, columns: int) -> str:
    """Say what the file is: its form, encoding, what is between its columns, and how many there are."""
    if source.form == "csv" and source.head:
        row = "the first row" if source.head.line == 1 else f"row {source.head.line}"
        return f"{columns:,} columns in {row}, {_APART[source.head.delimiter]} between them, {source.encoding}"
    return f"{columns:,} columns, {source.form}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _table(
    kind: str,
    file: str,
    targets: Mapping[str, str],
    by: Mapping[str, str],
    first: First,
    filled: Mapping[str, int],
    result: _Result,
) -> pl.DataFrame:
    import polars as pl

    rows = []
    for theirs, ours in targets.items():
        is_ours = ours in KINDS[kind].columns
        is_attribute = not is_ours and KINDS[kind].keeps_others and not ours.startswith("_unnamed_")
        texts, known = result.texts.get(ours, (None, None)) if is_ours else (None, None)
        low, high = result.ranges.get(ours, (None, None)) if is_ours else (None, None)
        rows.append({
            "kind": kind,
            "file": file,
            "column": theirs,
            "taken_for": ours if is_ours else "attribute" if is_attribute else None,
            "by": by.get(normal_name(theirs), "name") if is_ours else by.get(normal_name(theirs)),
            "type": result.types.get(ours),
            "filled": filled[theirs],
            "texts": texts,
            "known": known,
            "lowest": low,
            "highest": high,
            "samples": " · ".join(_cut(text) for text in list(dict.fromkeys(first[theirs]))[:_SAMPLES]),
            "words": result.words.get(ours) if is_ours else None,
            "emptied": result.emptied.get(ours),
        })  # fmt: skip
    numbers = dict.fromkeys(("filled", "texts", "known", "emptied"), pl.Int64)
    texts_of = dict.fromkeys(rows[0] if rows else (), pl.String)
    return pl.DataFrame(rows, schema={name: numbers.get(name, kind) for name, kind in texts_of.items()})
