"""Which months there are to look at, and which are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attitude.errors import BadDataError, UsageError
from attitude.months import between, first_day
from attitude.settings import ValueSettings


@dataclass(frozen=True)
class Calendar:
    """The months that a look at value rests on.

    Parameters
    ----------
    known
        All months with revenue, up to the month asked for.
    states
        The months that get a staircase, in order; the last is the month asked for.
    window_months
        How long the window of each is, counted back from it.
    wanted_from
        The first month that would be looked at if all had revenue.
    """

    known: tuple[date, ...]
    states: tuple[date, ...]
    window_months: int
    wanted_from: date

    @property
    def month(self) -> date:
        """The month asked for."""
        return self.states[-1]

    @property
    def first_month(self) -> date:
        """The first month of all windows that has revenue."""
        return self.window(self.states[0])[0]

    def window(self, month: date) -> list[date]:
        """Give the months with revenue among the last ones up to a month."""
        first = first_day(month, self.window_months - 1)
        return [known for known in self.known if first <= known <= month]

    def gone_before(self, month: date, gone_months: int) -> date | None:
        """Give the first of the months that had to pass without revenue; None where there are not as many."""
        passed = [known for known in self.known if known <= month]
        return passed[-gone_months] if len(passed) >= gone_months else None

    def missing(self) -> list[date]:
        """Give the months without revenue in the middle of those that were to be looked at."""
        first = max(self.wanted_from, self.known[0])
        months = (first_day(self.month, back) for back in range(between(first, self.month), 0, -1))
        return [month for month in months if month not in self.known]

    def pairs(self) -> list[int]:
        """Give the places, from 1, of states that the next month's state follows."""
        followed = zip(self.states, self.states[1:], strict=False)
        return [place for place, (month, after) in enumerate(followed, start=1) if first_day(after, 1) == month]


def calendar(known: list[date], month: date | None, settings: ValueSettings, *, with_history: bool) -> Calendar:
    """Choose the months.

    A month gets a staircase when it has revenue itself and its window does not begin before the first month known; the
    month asked for gets one with whatever there is of its window.

    Raises
    ------
    BadDataError
        When no month has revenue.
    UsageError
        When the month asked for has none.
    """
    if not known:
        raise BadDataError("no usage with revenue is loaded, so there is no value to tell; 'attitude load usage FILE'")
    latest = first_day(month) if month else known[-1]
    if latest not in known:
        raise UsageError(
            f"no usage with revenue in {latest:%Y-%m}; it is known from {known[0]:%Y-%m} to {known[-1]:%Y-%m}"
        )
    upto = tuple(m for m in known if m <= latest)
    first = first_day(latest, settings.history_months if with_history else 0)
    whole = [m for m in upto if first <= m < latest and first_day(m, settings.months - 1) >= known[0]]
    return Calendar(upto, (*whole, latest), settings.months, first_day(first, settings.months - 1))
