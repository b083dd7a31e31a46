"""How figures are written for a person, on every page and screen; what is missing is left empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Unit = Literal["count", "share", "money", "ratio"]
SPARKS = "▁▂▃▄▅▆▇█"  # a course in one line


def written(value: float | None, unit: Unit) -> str:
    """Write a headline figure by its unit: ``count``, ``share`` (0 to 1), ``money`` or ``ratio``.

    Examples
    --------
    >>> written(1234567, "count"), written(0.10291, "share"), written(12345.678, "money"), written(-0.5, "ratio")
    ('1,234,567', '10.29 %', '12,346', '-0.50')
    >>> written(0.0312, "money"), written(None, "share")
    ('0.031', '')
    """
    if value is None:
        return ""
    if unit == "count":
        return count(value)
    if unit == "share":
        return f"{percent(value, 2 if value < 0.9995 else 0)} %"
    if unit == "ratio":
        return amount(value)
    return count(value) if abs(value) >= 10_000 else amount(value) if abs(value) >= 0.1 else f"{value:.2g}"


def rounded(value: float | None) -> str:
    """Write whatever number a table holds with as many digits as can be read.

    Examples
    --------
    >>> rounded(0.0123456), rounded(1234567), rounded(63.20184), rounded(None), rounded(True)
    ('0.0123', '1,234,567', '63.2', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return format(value, ",.1f" if abs(value) >= 10 else ".3f" if abs(value) >= 0.1 else ".3g")


def column(values: Sequence[float | None], *, are_shares: bool = False) -> list[str]:
    """Write the floats of one column of a table, all with as many digits behind the point; shares in percent.

    Examples
    --------
    >>> column([0.5, None, 12.25]), column([0.5, 0.25]), column([0.5, 0.25], are_shares=True)
    (['0.5', '', '12.2'], ['0.500', '0.250'], ['50.00%', '25.00%'])
    """
    most = max((abs(value) for value in values if value is not None), default=0.0)
    form = ".2%" if are_shares else ",.1f" if most >= 10 else ".3f"
    return ["" if value is None else format(value, form) for value in values]


def significant(value: float | None) -> str:
    """Write a number of any size with at least four digits that say something.

    Examples
    --------
    >>> significant(5), significant(5.25), significant(1234.567), significant(0.0123456)
    ('5', '5.25', '1,234.57', '0.01235')
    """
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) >= 10 else f"{value:,.4g}"
    return "" if value is None else f"{value:,}"


def count(value: float | None) -> str:
    """Write a count."""
    return "" if value is None else f"{value:,.0f}"


def amount(value: float | None) -> str:
    """Write an amount with two digits behind the point."""
    return "" if value is None else f"{value:,.2f}"


def tenths(value: float | None) -> str:
    """Write a number with one digit behind the point."""
    return "" if value is None else f"{value:,.1f}"


def fine(value: float | None) -> str:
    """Write a number with four digits behind the point."""
    return "" if value is None else f"{value:.4f}"


def sum_of(value: float | None) -> str:
    """Write a sum of money: whole where it is large enough that nobody reads the cents."""
    return count(value) if value is not None and abs(value) >= 1000 else amount(value)


def ratio(value: float | None) -> str:
    """Write a ratio with its sign."""
    return "" if value is None else f"{value:+,.2f}"


def percent(value: float | None, digits: int = 2) -> str:
    """Write a share in percent, without the sign.

    Examples
    --------
    >>> percent(0.1234), percent(0.1234, 1), percent(None)
    ('12.34', '12.3', '')
    """
    return "" if value is None else f"{100 * value:.{digits}f}"


def share(value: float | None) -> str:
    """Write a share in whole percent, with the sign."""
    return "" if value is None else f"{percent(value, 0)}%"


def chance(p: float | None) -> str:
    """Write a p-value."""
    return "" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"


def interval(value: float, low: float, high: float, digits: int = 1) -> str:
    """Write a difference of shares and its interval in points.

    Examples
    --------
    >>> interval(0.012, -0.003, 0.027)
    '+1.2 (-0.3 to 2.7)'
    """
    return f"{100 * value:+.{digits}f} ({percent(low, digits)} to {percent(high, digits)})"


def in_type(words: str) -> str:
    """Give figures the minus of type.

    Examples
    --------
    >>> in_type("-1.23 %")
    '−1.23 %'
    """
    return words.replace("-", "−")


def in_percent(value: float, digits: int = 1) -> str:
    """Write a share for a page, with its sign.

    Examples
    --------
    >>> in_percent(0.217), in_percent(0.05, 0), in_percent(-0.0123, 2)
    ('21.7 %', '5 %', '−1.23 %')
    """
    return in_type(f"{percent(value, digits)} %")


def share_tick(value: float) -> str:
    """Write a share beside an axis, with no digit too many.

    Examples
    --------
    >>> share_tick(0.125), share_tick(-0.05)
    ('12.5 %', '−5 %')
    """
    return in_type(f"{round(100 * value, 6):g} %")


def count_tick(value: float) -> str:
    """Write a count beside an axis, in few letters.

    Examples
    --------
    >>> count_tick(1500), count_tick(200_000), count_tick(3_000_000), count_tick(0)
    ('1.5k', '200k', '3M', '0')
    """
    for unit, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= unit:
            return f"{value / unit:g}{letter}"
    return f"{value:g}"


def file_size(count_of_bytes: float) -> str:
    """Write how large a file is.

    Examples
    --------
    >>> file_size(2_340_000), file_size(12_300_000_000)
    ('2.3 MB', '12.3 GB')
    """
    return f"{count_of_bytes / 1e9:.1f} GB" if count_of_bytes >= 1e9 else f"{count_of_bytes / 1e6:.1f} MB"
