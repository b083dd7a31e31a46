"""Months: their first and last days, how many lie between two, and what each is called."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def first_day(day: date, months_back: int = 0) -> date:
    """Give the first day of a day's month, or of the month so many before it.

    Examples
    --------
    >>> first_day(date(2026, 3, 31)), first_day(date(2026, 3, 31), 11), first_day(date(2026, 2, 1), 2)
    (datetime.date(2026, 3, 1), datetime.date(2025, 4, 1), datetime.date(2025, 12, 1))
    """
    count = day.year * 12 + day.month - 1 - months_back
    return date(count // 12, count % 12 + 1, 1)


def last_day(day: date) -> date:
    """Give the last day of a day's month.

    Examples
    --------
    >>> last_day(date(2024, 2, 3)), last_day(date(9999, 12, 1))
    (datetime.date(2024, 2, 29), datetime.date(9999, 12, 31))
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def between(first: date, last: date) -> int:
    """Count the months from that of one day to that of another.

    Examples
    --------
    >>> between(date(2025, 11, 30), date(2026, 2, 1)), between(date(2026, 2, 1), date(2026, 2, 28))
    (3, 0)
    """
    return (last.year - first.year) * 12 + last.month - first.month


def month_name(day: date) -> str:
    """Name a day's month in any locale's stead.

    Examples
    --------
    >>> month_name(date(2026, 11, 1))
    'November 2026'
    """
    return f"{_NAMES[day.month - 1]} {day.year:04}"
