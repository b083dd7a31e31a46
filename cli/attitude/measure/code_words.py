"""What a reader must know of the codes of members' own that a campaign gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_COUNTS = ("codes", "back", "passed_on", "others", "shared")


def about_codes(part: str, campaign: str, table: pl.DataFrame) -> tuple[str, ...]:
    """Say how many codes came back, and from whom; ``table`` is ``measure/own_codes``.

    Examples
    --------
    >>> import polars as pl
    >>> rows = {"codes": [9], "back": [4], "passed_on": [2], "others": [3], "shared": [1]}
    >>> about_codes("lift", "may", pl.DataFrame(rows))[0]
    'codes of their own that came back: 4 of 9; brought by others: 2 (by 3 members), by several: 1; see --show codes'
    """
    if table.is_empty():
        none = f"no list of '{campaign}' that was handed over gave members codes of their own; a plan may: codes"
        return (f'{none} = "member"',) if part == "codes" else ()
    if part != "lift":
        return ()
    codes, back, passed_on, others, shared = (int(table[name].sum()) for name in _COUNTS)
    line = f"codes of their own that came back: {back:,} of {codes:,}"
    if passed_on:
        line += f"; brought by others: {passed_on:,} (by {others:,} members), by several: {shared:,}"
    return (f"{line}; see --show codes",)
