"""What day it is, for what the calendar decides: a list that has expired, a row dated after today."""

from __future__ import annotations

import os
from datetime import date

from attitude.errors import UsageError

_TOLD_BY = "ATTITUDE_TODAY"


def today() -> date:
    """Give the day that ``ATTITUDE_TODAY`` tells, so that a past month can be run again; without it the clock's.

    No score, list or figure is made of it: it says whether a list may still go out and what `status` warns of. The
    audit trail keeps the clock's own time.

    Raises
    ------
    UsageError
        When it tells no day.
    """
    text = os.environ.get(_TOLD_BY)
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{_TOLD_BY}: '{text}' is no day; write it as 2026-12-31, or unset it") from error
