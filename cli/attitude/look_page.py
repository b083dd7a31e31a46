"""A look at a file, or at the files of a folder, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attitude import say
from attitude.load import FileKind, Look, Rejects, as_options, in_shell

if TYPE_CHECKING:
    import polars as pl

_BY = {"proposed": "proposed", "remembered": "attitude.toml", "told": "--map"}
_MOST_REASONS = 10


def show(look: Look, form: str | None, output: Path | None, *, share: float) -> None:
    """Give what a look at one file found: a row per column, and words on all the rest.

    Parameters
    ----------
    share
        The share of bad rows above which the file would be refused.
    """
    say.headline(f"{look.file}, as {look.kind}: {look.header}")
    say.data(look.columns, form, output, screen=_screen(look.columns), wrapped=("in it",))
    for words in look.notes:
        say.warn(words)
    _say_known(look.columns)
    _say_rejects(look)
    if look.refusal is not None:
        say.note(f"would be refused: {look.refusal}")
    else:
        say.note(f"rows: {look.rows:,} read, {look.rejected:,} of them rejected; --max-rejects is {share:g}")
    say.note("nothing was kept")


def _screen(columns: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    rows = [
        {"column": row["column"], "taken for": _taken(row), "type": row["type"], "in it": _in_it(row)}
        for row in columns.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("column", "taken for", "type", "in it"), pl.String))


def _taken(row: dict[str, str]) -> str:
    by = _BY.get(row["by"])
    return f"{row['taken_for'] or 'left aside'}{f' ({by})' if by and row['taken_for'] else ''}"


def _in_it(row: dict[str, object]) -> str:
    """Say what a column holds: words with what they mean, or samples; how it is read; what of it is known.

    Examples
    --------
    >>> row = dict.fromkeys(("words", "lowest", "highest", "known", "texts", "emptied"), None)
    >>> _in_it({**row, "filled": 9, "samples": "03/04/2026", "lowest": "2026-04-03", "highest": "2026-04-30"})
    '03/04/2026; read as 2026-04-03 to 2026-04-30'
    >>> _in_it({**row, "filled": 0, "samples": ""})
    'empty'
    """
    parts = [str(row["words"] or row["samples"]) if row["filled"] else "empty"]
    if row["lowest"] is not None:
        parts.append(f"read as {row['lowest']}" + (f" to {row['highest']}" if row["highest"] != row["lowest"] else ""))
    parts += [f"known: {row['known']:,} of {row['texts']:,}"] if row["known"] is not None else []
    parts += [f"blank where a value is known: {row['emptied']:,}"] if row["emptied"] else []
    return "; ".join(parts)


def _say_known(columns: pl.DataFrame) -> None:
    """Say how many ids are known; where none are, the column is hardly one of ids."""
    for row in columns.iter_rows(named=True):
        if row["taken_for"] == "member_id" and row["known"] is not None:
            say.note(f"ids known: {row['known']:,} of {row['texts']:,}")


def _say_rejects(look: Look) -> None:
    lines = [_reason(one) for one in look.rejects[:_MOST_REASONS]]
    more = len(look.rejects) - len(lines)
    say.lines(
        "would be rejected, by reason (rows counted below the header)",
        [*lines, *([f"and {more:,} more reasons"] if more else [])],
    )


def _reason(one: Rejects) -> str:
    """Say one reason, with the first of its rows.

    Examples
    --------
    >>> _reason(Rejects("responded_at", "is not a date or time", 2, 17, "soon"))
    "2: responded_at 'soon' is not a date or time; the first is row 17"
    """
    value = "" if one.first_value is None else f" '{one.first_value}'"
    where = f"row {one.first_row:,}" if one.rows == 1 else f"the first is row {one.first_row:,}"
    return f"{one.rows:,}: {one.column}{value} {one.reason}; {where}"


def say_next(look: Look, how: str) -> None:
    """Say how to load what was looked at, with the proposals taken all or one by one, and read the same way."""
    command = f"attitude load {look.kind} {in_shell(str(look.file))}{how}"
    if look.refusal is not None:
        return
    if look.maps:
        say.note(f"next: {command} --yes")
        say.note(f"  or: {command} {as_options(look.maps)}")
    else:
        say.note(f"next: {command}")


def show_kinds(files: Sequence[FileKind], looks: Sequence[Look | None], form: str | None, output: Path | None) -> None:
    """Give the kind of each file of a folder, by what it is told, and what a look at the file found: a row per file."""
    import polars as pl

    rows = [_of_file(file, look) for file, look in zip(files, looks, strict=True) if file.is_data]
    numbers = dict.fromkeys(("rows", "rejected"), pl.Int64)
    names = ("file", "kind", "by", "rows", "rejected", "proposed", "refusal")
    frame = pl.DataFrame(rows, schema={name: numbers.get(name, pl.String) for name in names})
    say.data(frame, form, output, screen=frame.drop("refusal"), wrapped=("file", "proposed"))
    for look in looks:
        if look is not None and look.refusal is not None:
            say.warn(f"would be refused: {look.refusal}")


def _of_file(file: FileKind, look: Look | None) -> dict[str, object]:
    maps = ", ".join(f"{theirs}={ours}" for theirs, ours in look.maps.items()) if look else None
    return {
        "file": str(file.path),
        "kind": file.kind,
        "by": file.by if file.kind else None,
        "rows": look.rows if look else None,
        "rejected": look.rejected if look else None,
        "proposed": maps or None,
        "refusal": look.refusal if look else file.by,
    }


def say_next_of_folder(files: Sequence[FileKind], what: Sequence[str], how: str) -> None:
    """Say how to load a folder, read the same way, or one of its files whose kind is not told."""
    say.note("nothing was kept")
    if any(file.kind for file in files):
        say.note(f"next: attitude load {' '.join(map(in_shell, what))}{how} --yes")
    if lost := next((file for file in files if file.kind is None and file.is_data), None):
        say.note(f"  and: attitude load KIND {in_shell(str(lost.path))} --look")
