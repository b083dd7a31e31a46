"""Pairs of ids, out of a file or off the command line, each led to the id that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.errors import BadDataError, UsageError
from attitude.load import pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from attitude.database import Workspace

Pair = tuple[str, str]


def pairs_in(workspace: Workspace, path: Path) -> list[Pair]:
    """Give the pairs in the columns ``old`` and ``new`` of a file, in any format that can be loaded.

    Raises
    ------
    UsageError
        When there is no such file, or its format is not known.
    BadDataError
        When it cannot be read, lacks a column, or a row has but one of two ids.
    """
    rows = pairs_of(workspace, path, "old", "new")
    pairs = []
    for line, old, new in rows:
        if old is None or new is None:
            raise BadDataError(f"{path.name}: row {line}: '{old or new}' has no other id beside it; nothing was merged")
        pairs.append((old, new))
    if not pairs:
        raise BadDataError(f"{path.name}: has no pair of ids in any row; nothing to merge")
    return pairs


def led_to_the_end(pairs: Iterable[Pair]) -> dict[str, str]:
    """Give each old id the id that stays, whatever the order of the pairs: A → B and B → C are A → C and B → C.

    Raises
    ------
    UsageError
        When an id is to become two others, or itself.

    Examples
    --------
    >>> led_to_the_end([("A", "B"), ("B", "C"), ("A", "B")])
    {'A': 'C', 'B': 'C'}
    """
    steps: dict[str, str] = {}
    for old, new in pairs:
        if steps.setdefault(old, new) != new:
            raise UsageError(f"'{old}' is to become '{steps[old]}' and '{new}': say which; nothing was merged")
    ends: dict[str, str] = {}
    for old in steps:
        ends[old] = _end(old, steps, ends)
    return ends


def _end(old: str, steps: dict[str, str], ends: dict[str, str]) -> str:
    seen, here = {old}, steps[old]
    while here in steps and here not in ends:
        if here in seen:
            raise UsageError(f"'{here}' is to become itself: say which id goes and which stays; nothing was merged")
        seen.add(here)
        here = steps[here]
    return ends.get(here, here)
