"""Which rows go into which file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.errors import AttitudeError
from attitude.export.layouts import Layout

if TYPE_CHECKING:
    import polars as pl

_LONGEST = 40


@dataclass(frozen=True)
class Part:
    """The rows of one file, under the names of its layout; ``ids`` says whose each row is."""

    path: Path
    layout: Layout
    rows: pl.DataFrame
    ids: pl.Series


def divided(
    frame: pl.DataFrame, path: Path, splits: Sequence[str], layout_of: Callable[[str | None], Layout]
) -> Iterator[Part]:
    """Divide rows among files: one for each value of ``splits`` there is, in their order; the first of seeds last.

    Parameters
    ----------
    frame
        See `attitude.export.rows.read`.
    path
        The file, or what the names of several begin with.
    splits, layout_of
        Columns of the frame; and the layout of a channel, None where files are not split by it.
    """
    import polars as pl

    if not splits:
        yield _part(frame, path, layout_of(None))
        return
    keys = frame.select(splits).unique().sort(splits)
    names = safe_names(keys.rows())
    for key, name in zip(keys.rows(named=True), names, strict=True):
        rows = frame.filter(pl.all_horizontal(pl.col(split) == value for split, value in key.items()))
        yield _part(rows, path.with_name(f"{path.stem}-{name}{path.suffix}"), layout_of(key.get("channel")))


def _part(frame: pl.DataFrame, path: Path, layout: Layout) -> Part:
    import polars as pl

    columns = [pl.col(f"column_{ours}").alias(theirs) for theirs, ours in layout.columns.items()]
    return Part(path, layout, frame.select(columns), frame["id"])


def safe_names(keys: Sequence[Sequence[str]]) -> list[str]:
    """Give each key a part of a file's name that no other has, whatever the capitals, and that every system takes.

    Examples
    --------
    >>> safe_names([("sms", "active listeners"), ("sms", "active/listeners"), ("电话", "A: 50 %")])
    ['sms-active-listeners', 'sms-active-listeners-2', '电话-A-50']
    """
    names: list[str] = []
    taken: set[str] = set()
    for key in keys:
        name = plain = "-".join(re.sub(r"[^\w.]+", "-", part).strip("-.")[:_LONGEST] or "other" for part in key)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def not_in(encoding: str, part: Part) -> AttitudeError:
    """Say which cell has a character that an encoding lacks."""
    import polars as pl

    cure = "take --encoding utf-8-sig or gb18030, which have them all"
    for column in part.rows.select(pl.col(pl.String)):
        for member, value in zip(part.ids, column, strict=True):
            if value is not None and _lacks(encoding, value):
                return AttitudeError(
                    f"{part.path}: {member}, column '{column.name}': '{value}' is not in {encoding}; {cure}"
                )
    return AttitudeError(f"{part.path}: the columns' names are not in {encoding}; {cure}")


def _lacks(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return True
    return False
