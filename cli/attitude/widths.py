"""How many columns of a terminal words take: a Chinese sign two, a sign that is set upon another none."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells, get_character_cell_size

width = cell_len


def width_of_sign(sign: str) -> int:
    """Count the columns of one sign: 0, 1 or 2."""
    return max(get_character_cell_size(sign), 0)


def cut(words: str, columns: int) -> str:
    """Cut words to so many columns, with a sign that they go on.

    Examples
    --------
    >>> cut("2026-12-concert", 20), cut("2026-12-family-portal", 12), cut("春节回家全家共享", 9)
    ('2026-12-concert', '2026-12-fam…', '春节回家…')
    """
    return words if width(words) <= columns else chop_cells(words, columns - 1)[0] + "…"
